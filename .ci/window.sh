# Shared by the scripts that play in a real window: keys, pictures, and what is written on the screen. Sourced, with
# $program, $folder and $home set and a screen of its own.

export CONFIDANT_HOME="$home"
export XDG_RUNTIME_DIR="$home"
mkdir -p "$home/pictures" "$home/records" "$folder"

fail() {
    echo "$(basename "$0"): $1" >&2
    [ -f "$home/screen.txt" ] && cp "$home/screen.txt" "$folder/failed.txt"
    [ -f "$folder/game.log" ] && cat "$folder/game.log" >&2
    exit 1
}

alive() { kill -0 "$game" 2>/dev/null || fail "the game stopped"; }

# Starts the program with these arguments and waits for its window.
open_window() {
    "$program" "$@" >"$folder/game.log" 2>&1 &
    game=$!
    for _ in $(seq 120); do
        alive
        window=$(xdotool search --name Confidant 2>/dev/null | head -n 1 || true)
        [ -n "$window" ] && break
        sleep 0.5
    done
    [ -n "${window:-}" ] || fail "no window"
    xdotool windowfocus "$window"
    sleep 4
}

title() { xdotool getwindowname "$window"; }

# A key held for a moment: at a low frame rate an instantaneous one can be missed.
key() {
    alive
    xdotool keydown "$1"
    sleep 0.12
    xdotool keyup "$1"
    sleep "${2:-0.5}"
}

# F12 makes the game itself take the picture. On a busy machine the first frames are empty, and a window of one color
# packs into a few thousand bytes: then it is taken again.
picture() {
    local newest
    for _ in $(seq 20); do
        key F12 2
        newest=$(find "$home/pictures" -name '*.png' | sort | tail -n 1)
        if [ -n "$newest" ] && [ "$(stat -c %s "$newest")" -gt 40000 ]; then
            sleep 1 # until it is written whole
            cp "$newest" "$folder/$1.png"
            return
        fi
    done
    fail "the picture of $1 shows nothing"
}

# F11 makes the game write down what a screen reader is told: x, y, role, focus, state, name, with tabs between.
read_screen() {
    local before newest
    before=$(find "$home/pictures" -name '*.txt' | wc -l)
    for _ in $(seq 20); do
        key F11 0.3
        for _ in $(seq 10); do
            [ "$(find "$home/pictures" -name '*.txt' | wc -l)" -gt "$before" ] && break
            sleep 0.1
        done
        newest=$(find "$home/pictures" -name '*.txt' | sort | tail -n 1)
        if [ -n "$newest" ] && [ -s "$newest" ]; then
            cp "$newest" "$home/screen.txt"
            return
        fi
    done
    fail "what a screen reader is told was not written"
}

# Is something with this name (an extended regular expression) on the screen as last read?
on_screen() { cut -f6 "$home/screen.txt" | grep -Eq -- "$1"; }

# Clicks what has this name with the pointer, after scrolling it into sight.
click() {
    local x y
    for _ in $(seq 30); do
        read_screen
        read -r x y < <(awk -F'\t' -v name="$1" '$6 ~ name && $4 != "-" && $5 != "disabled" { print $1, $2; exit }' \
            "$home/screen.txt") || fail "nothing to click is called \"$1\""
        xdotool mousemove 640 400
        if [ "$y" -gt 560 ]; then
            xdotool click --repeat 2 --delay 60 5
        elif [ "$y" -lt 110 ]; then
            xdotool click --repeat 2 --delay 60 4
        else
            xdotool mousemove "$x" "$y"
            sleep 0.3
            xdotool click 1
            sleep "${2:-1}"
            return
        fi
        sleep 0.6
    done
    fail "\"$1\" cannot be brought into sight"
}

# Brings the focus to what has this name, with the Tab key alone, forward or backward.
tab_to() {
    local steps
    for _ in $(seq 6); do
        read_screen
        steps=$(awk -F'\t' -v name="$1" '
            $5 == "disabled" { next }
            $4 == "focus" { here = n }
            $4 == "can" || $4 == "focus" { if ($6 ~ name && !seen) { target = n; seen = 1 } n++ }
            END { if (seen) print target - here; else print "none" }' "$home/screen.txt")
        [ "$steps" = none ] && fail "nothing that can have the focus is called \"$1\""
        [ "$steps" -eq 0 ] && return
        if [ "$steps" -gt 0 ]; then
            for _ in $(seq "$steps"); do key Tab 0.06; done
        else
            for _ in $(seq "$((-steps))"); do key shift+Tab 0.06; done
        fi
        sleep 0.3
    done
    fail "the focus does not come to \"$1\""
}

# Presses it, with keys alone.
press() {
    tab_to "$1"
    key "${2:-Return}" "${3:-1}"
}
