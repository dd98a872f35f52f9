//! Author mode: what the watcher of the folder tells reaches the shell, and a sleeping window wakes for it.

use super::frame::Game;
use crate::rim::folder::{Folder, Watch};
use bevy::prelude::*;
use bevy::winit::{EventLoopProxyWrapper, WinitUserEvent};
use bevy_egui::EguiContexts;
use confidant::ui::Reading;
use std::sync::{Arc, Mutex, PoisonError};

/// The newest reading that the shell has not seen; one that came before it matters no more.
#[derive(Resource, Clone, Default)]
struct News(Arc<Mutex<Option<Reading>>>);

/// The watcher, as long as the window is open.
#[derive(Resource)]
struct Watching(#[expect(dead_code, reason = "it is only held")] Watch);

/// Watches the folder from now on.
///
/// # Errors
/// In a sentence: why the folder cannot be watched.
pub(super) fn watch(app: &mut App, folder: Folder) -> Result<(), String> {
    let news = News::default();
    let slot = news.0.clone();
    let proxy = app.world().get_resource::<EventLoopProxyWrapper>().map(|proxy| (**proxy).clone());
    let watch = folder.watch(move |reading| {
        *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(reading);
        // Without anything to draw the loop sleeps. It cannot be woken only once it has ended.
        if let Some(proxy) = &proxy {
            let _ = proxy.send_event(WinitUserEvent::WakeUp);
        }
    })?;
    app.insert_resource(news).insert_resource(Watching(watch)).add_systems(PreUpdate, hear);
    Ok(())
}

fn hear(news: Res<News>, mut game: ResMut<Game>, mut contexts: EguiContexts) {
    let reading = news.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    let Some(reading) = reading else { return };
    game.0.reloaded(reading);
    // The first reading can be there before the window is; it is drawn anyway then.
    if let Ok(context) = contexts.ctx_mut() {
        context.request_repaint();
    }
}
