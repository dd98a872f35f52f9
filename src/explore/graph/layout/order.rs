//! In which order things stand within their layers, so that ways cross seldom: each goes to the middle of what it is bound
//! to, layer by layer, there and back.

use super::{Layered, get};

/// There and back so often; large pictures less, as it is slow there and helps less.
const SWEEPS: usize = 12;
const SWEEPS_OF_LARGE: usize = 2;
const LARGE: usize = 4_000;

/// The things of each layer, from above.
#[derive(Debug, Clone)]
pub(super) struct Order {
    pub(super) layers: Vec<Vec<usize>>,
    /// The place of each thing in its layer.
    places: Vec<f64>,
}

impl Order {
    /// The order with the fewest crossings among those tried.
    pub(super) fn best(graph: &Layered<'_>) -> Self {
        let mut order = Self::first(graph);
        let mut best = (order.crossings(graph), order.clone());
        let sweeps = if graph.items.len() > LARGE { SWEEPS_OF_LARGE } else { SWEEPS };
        for _ in 0..sweeps {
            order.sweep(graph, true);
            order.sweep(graph, false);
            let crossings = order.crossings(graph);
            if crossings < best.0 {
                best = (crossings, order.clone());
            }
        }
        best.1
    }

    /// As the things are listed: boxes as in the file, trunks as they are found.
    fn first(graph: &Layered<'_>) -> Self {
        let depth = graph.items.iter().map(|item| item.layer + 1).max().unwrap_or(0);
        let mut layers = vec![Vec::new(); depth];
        for (at, item) in graph.items.iter().enumerate() {
            if let Some(layer) = layers.get_mut(item.layer) {
                layer.push(at);
            }
        }
        let mut order = Self { layers, places: vec![0.0; graph.items.len()] };
        (0..depth).for_each(|layer| order.number(layer));
        order
    }

    fn number(&mut self, layer: usize) {
        for (item, place) in self.layers.get(layer).into_iter().flatten().zip((0_u32..).map(f64::from)) {
            self.places.iter_mut().skip(*item).take(1).for_each(|at| *at = place);
        }
    }

    /// Sorts each layer by the middle of what comes before it, or of what comes after.
    fn sweep(&mut self, graph: &Layered<'_>, rightward: bool) {
        let bound = bound_to(graph, rightward);
        let depth = self.layers.len();
        for step in 0..depth {
            let layer = if rightward { step } else { depth - 1 - step };
            let Some(here) = self.layers.get(layer) else { continue };
            let bound = |item: usize| bound.get(item).map_or(&[][..], Vec::as_slice);
            let mut sorted: Vec<(f64, usize)> =
                here.iter().map(|item| (self.middle(bound(*item), *item), *item)).collect();
            sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
            if let Some(here) = self.layers.get_mut(layer) {
                *here = sorted.into_iter().map(|(_, item)| item).collect();
            }
            self.number(layer);
        }
    }

    /// The middle of what a thing is bound to; its own place if it is bound to nothing.
    fn middle(&self, bound: &[(usize, f64)], item: usize) -> f64 {
        let (sum, count) = bound
            .iter()
            .fold((0.0, 0.0), |(sum, count), (at, part)| (sum + get(&self.places, *at) + part, count + 1.0));
        if count > 0.0 { sum / count } else { get(&self.places, item) }
    }

    /// How often ways between neighboring layers cross.
    fn crossings(&self, graph: &Layered<'_>) -> usize {
        let mut ends: Vec<Vec<(f64, f64)>> = vec![Vec::new(); self.layers.len()];
        for tie in &graph.ties {
            let layer = graph.items.get(tie.from).map_or(0, |item| item.layer);
            if let Some(ends) = ends.get_mut(layer) {
                ends.push((get(&self.places, tie.from) + tie.part * 0.9, get(&self.places, tie.to)));
            }
        }
        ends.into_iter().map(inversions).sum()
    }
}

/// What each thing is bound to on one side, and at which part of its height.
fn bound_to(graph: &Layered<'_>, rightward: bool) -> Vec<Vec<(usize, f64)>> {
    let mut bound = vec![Vec::new(); graph.items.len()];
    for tie in &graph.ties {
        let (of, to, part) = if rightward { (tie.to, tie.from, tie.part) } else { (tie.from, tie.to, 0.5) };
        if let Some(list) = bound.get_mut(of) {
            list.push((to, part));
        }
    }
    bound
}

/// Pairs of which the one begins above and ends below: counted while merging sorted halves.
fn inversions(mut ends: Vec<(f64, f64)>) -> usize {
    ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    sort_counting(ends.into_iter().map(|(_, end)| end).collect()).1
}

fn sort_counting(mut list: Vec<f64>) -> (Vec<f64>, usize) {
    if list.len() < 2 {
        return (list, 0);
    }
    let (right, in_right) = sort_counting(list.split_off(list.len() / 2));
    let (left, in_left) = sort_counting(list);
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    let mut across = 0;
    while let (Some(above), Some(below)) = (left.peek(), right.peek()) {
        if below < above {
            across += left.len();
            merged.extend(right.next());
        } else {
            merged.extend(left.next());
        }
    }
    merged.extend(left.chain(right));
    (merged, in_left + in_right + across)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crossings_are_counted() {
        assert_eq!(inversions(vec![(0.0, 2.0), (1.0, 1.0), (2.0, 0.0)]), 3);
        assert_eq!(inversions(vec![(0.0, 0.0), (0.0, 1.0), (1.0, 1.0)]), 0);
    }
}
