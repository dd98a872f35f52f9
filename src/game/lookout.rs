//! Looks ahead for a run beside the game: a case is searched on a thread of its own, and the window wakes for what was
//! found.

use super::frame::Game;
use bevy::prelude::*;
use bevy::winit::{EventLoopProxyWrapper, WinitUserEvent};
use bevy_egui::EguiContexts;
use confidant::explore::Foresight;
use confidant::session::Outlook;
use confidant::ui::LookAhead;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// What was found for which run; nothing where nothing exact can be said.
type Found = (LookAhead, Option<Arc<dyn Outlook>>);

/// Where searches report to.
#[derive(Resource)]
pub(super) struct Lookout {
    reports: Sender<Found>,
    found: Mutex<Receiver<Found>>,
}

impl Lookout {
    /// Searches the case of a run. A search takes a part of a second, so several at once do no harm.
    pub(super) fn look(&self, ahead: LookAhead, wake: Option<&EventLoopProxyWrapper>) {
        let reports = self.reports.clone();
        let proxy = wake.map(|wake| (**wake).clone());
        thread::spawn(move || {
            let outlook = Foresight::of(&ahead.case, &ahead.book, &ahead.setup);
            let outlook = outlook.map(|outlook| Arc::new(outlook) as Arc<dyn Outlook>);
            // Nobody listens any more once the window has closed.
            if reports.send((ahead, outlook)).is_ok()
                && let Some(proxy) = &proxy
            {
                let _ = proxy.send_event(WinitUserEvent::WakeUp);
            }
        });
    }
}

pub(super) fn plugin(app: &mut App) {
    let (reports, found) = channel();
    app.insert_resource(Lookout { reports, found: Mutex::new(found) }).add_systems(PreUpdate, take_in);
}

fn take_in(lookout: Res<Lookout>, mut game: ResMut<Game>, mut contexts: EguiContexts) {
    let found = lookout.found.lock().unwrap_or_else(PoisonError::into_inner);
    for (ahead, outlook) in found.try_iter() {
        game.0.foresee(&ahead, outlook);
        if let Ok(context) = contexts.ctx_mut() {
            context.request_repaint();
        }
    }
}
