//! The shipped rules and cases are embedded, so a change in them must rebuild the program.

fn main() {
    println!("cargo::rerun-if-changed=assets/rules");
    println!("cargo::rerun-if-changed=scenarios");
}
