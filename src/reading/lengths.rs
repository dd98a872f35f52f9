//! Lengths and places on a plan: meters, read exactly to the centimeter from the digits written.

use super::fields::Reader;
use super::shape::Kind;
use super::{Node, Value};

impl Reader {
    /// A length in meters as whole centimeters: `3.5` is 350.
    pub fn meters(&self, node: &Node) -> Option<i32> {
        self.read_as(node, || Kind::Meters);
        if !matches!(node.value, Value::Number(_) | Value::Fraction(_)) {
            self.expected(node, "a length in meters");
            return None;
        }
        let words = self.source().words(node.span);
        let found = centimeters(words);
        if found.is_none() {
            let told = format!("`{}` is no length in meters", super::brief(words));
            self.note_with_help(
                "S004",
                node.span,
                told,
                "write at most two digits after the point, as in 2.05, below 10000",
            );
        }
        found
    }

    /// A place or a size on a plan: `(2.5, 7)`.
    pub fn pair_of_meters(&self, node: &Node) -> Option<(i32, i32)> {
        self.read_as(node, || Kind::Pair);
        let Value::Tuple(None, parts) = &node.value else {
            self.expected(node, "two lengths in meters, as in (2.5, 7)");
            return None;
        };
        let [x, y] = parts.as_slice() else {
            self.expected(node, "two lengths in meters, as in (2.5, 7)");
            return None;
        };
        let (x, y) = (self.meters(x), self.meters(y));
        x.zip(y)
    }
}

/// The digits as written: no rounding between the file and the plan.
fn centimeters(words: &str) -> Option<i32> {
    let (sign, digits) = words.strip_prefix('-').map_or((1, words), |rest| (-1, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 4 || part.len() > 2 || !is_number(whole) || !is_number(part) {
        return None;
    }
    let (whole, hundredths): (i32, i32) = (whole.parse().ok()?, format!("{part:0<2}").parse().ok()?);
    Some(sign * (whole * 100 + hundredths))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_read_to_the_centimeter() {
        assert_eq!(["3.5", "2.05", "-2", "0", "0.9"].map(centimeters), [350, 205, -200, 0, 90].map(Some));
    }

    #[test]
    fn what_is_finer_or_no_number_is_no_length() {
        assert_eq!(["2.055", "1e3", "12345", ".5", "", "+1"].map(centimeters), [None; 6]);
    }
}
