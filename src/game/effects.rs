//! Carries out what the shell asks of the outside: keeping things, looking ahead and closing the window. What goes wrong is told to the
//! player, never swallowed.

use super::lookout::Lookout;
use crate::rim::{files::plain, store};
use bevy::prelude::{AppExit, MessageWriter};
use bevy::winit::EventLoopProxyWrapper;
use confidant::ui::{Effect, Shell};

pub(super) fn carry_out(
    effect: Effect,
    shell: &mut Shell,
    exit: &mut MessageWriter<AppExit>,
    (lookout, wake): (&Lookout, Option<&EventLoopProxyWrapper>),
) {
    let kept = match effect {
        Effect::KeepRun(session) => store::keep_run(&session).map(|_| None),
        Effect::KeepSettings(settings) => store::keep_settings(&settings).map(|()| None),
        Effect::KeepProgress(progress) => store::keep_progress(&progress).map(|()| None),
        Effect::KeepDebrief(session, text) => store::keep_debrief(&session, &text)
            .map(|path| Some(format!("The debrief was saved as {}", path.display()))),
        Effect::LookAhead(ahead) => {
            lookout.look(ahead, wake);
            Ok(None)
        }
        Effect::Quit => {
            exit.write(AppExit::Success);
            Ok(None)
        }
    };
    match kept {
        Ok(Some(notice)) => shell.notify(notice),
        Ok(None) => (),
        Err(error) => shell.notify(format!("It could not be saved: {}", plain(&error))),
    }
}
