//! How high things stand, once their order is known: as near as may be to what they are bound to, without touching.

use super::order::Order;
use super::{Content, Layered, get};

/// Between two boxes of a layer; there is room for a sign above a box.
const BETWEEN_FRAMES: f64 = 40.0;
/// Between a box and a trunk, or two trunks.
const BESIDE_TRUNK: f64 = 18.0;

/// There and back so often.
const ROUNDS: usize = 16;
const ROUNDS_OF_LARGE: usize = 4;
const LARGE: usize = 4_000;

/// The height of each thing's middle.
pub(super) fn centers(graph: &Layered<'_>, order: &Order) -> Vec<f64> {
    let mut centers = vec![0.0; graph.items.len()];
    let spaced: Vec<Vec<f64>> = order.layers.iter().map(|layer| offsets(graph, layer)).collect();
    let (before, after) = (neighbors(graph, true), neighbors(graph, false));
    let both: Vec<Vec<(usize, f64)>> =
        before.iter().zip(&after).map(|(before, after)| before.iter().chain(after).copied().collect()).collect();
    let mut pass = |bound: &[Vec<(usize, f64)>], backward: bool| {
        let layers = order.layers.iter().zip(&spaced);
        let layers: Vec<_> = if backward { layers.rev().collect() } else { layers.collect() };
        for (layer, offsets) in layers {
            let wants: Vec<(f64, f64)> = layer.iter().map(|item| want(bound, &centers, *item)).collect();
            let settled = apart(&wants, offsets);
            for (item, center) in layer.iter().zip(settled) {
                centers.iter_mut().skip(*item).take(1).for_each(|at| *at = center);
            }
        }
    };
    let rounds = if graph.items.len() > LARGE { ROUNDS_OF_LARGE } else { ROUNDS };
    for _ in 0..rounds {
        pass(&before, false);
        pass(&after, true);
        pass(&both, false);
    }
    pass(&both, true);
    centers
}

/// How far below the first thing of its layer each must at least stand.
fn offsets(graph: &Layered<'_>, layer: &[usize]) -> Vec<f64> {
    let mut below = 0.0;
    let mut offsets = Vec::with_capacity(layer.len());
    let mut last: Option<(f64, bool)> = None;
    for item in layer.iter().filter_map(|item| graph.items.get(*item)) {
        let frame = matches!(item.content, Content::Frame(_));
        if let Some((height, was_frame)) = last {
            let gap = if frame && was_frame { BETWEEN_FRAMES } else { BESIDE_TRUNK };
            // A box next to a trunk still needs room for the sign above it.
            let gap = if frame == was_frame { gap } else { gap + 8.0 };
            below += height / 2.0 + gap + item.height / 2.0;
        }
        offsets.push(below);
        last = Some((item.height, frame));
    }
    offsets
}

/// What each thing is bound to on one side, and how strongly.
fn neighbors(graph: &Layered<'_>, before: bool) -> Vec<Vec<(usize, f64)>> {
    let mut bound = vec![Vec::new(); graph.items.len()];
    for tie in &graph.ties {
        let (of, to) = if before { (tie.to, tie.from) } else { (tie.from, tie.to) };
        if let Some(list) = bound.get_mut(of) {
            list.push((to, tie.weight));
        }
    }
    bound
}

/// Where a thing would like to be, and how much it would like it.
fn want(bound: &[Vec<(usize, f64)>], centers: &[f64], item: usize) -> (f64, f64) {
    let bound = bound.get(item).map_or(&[][..], Vec::as_slice);
    let (sum, weight) =
        bound.iter().fold((0.0, 0.0), |(sum, total), (to, weight)| (sum + get(centers, *to) * weight, total + weight));
    if weight > 0.0 { (sum / weight, weight) } else { (get(centers, item), 0.01) }
}

/// The places nearest to what is wanted that keep the distances (pooling those who would touch).
fn apart(wants: &[(f64, f64)], offsets: &[f64]) -> Vec<f64> {
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for ((want, weight), offset) in wants.iter().zip(offsets) {
        let mut pool = ((want - offset) * weight, *weight, 1);
        while let Some(above) = pools.pop_if(|above| above.0 / above.1 > pool.0 / pool.1) {
            pool = (pool.0 + above.0, pool.1 + above.1, pool.2 + above.2);
        }
        pools.push(pool);
    }
    let settled = pools.into_iter().flat_map(|(sum, weight, count)| std::iter::repeat_n(sum / weight, count));
    settled.zip(offsets).map(|(place, offset)| place + offset).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_want_the_same_place_share_it() {
        assert_eq!(apart(&[(10.0, 1.0), (10.0, 1.0)], &[0.0, 20.0]), [0.0, 20.0]);
        assert_eq!(apart(&[(0.0, 1.0), (100.0, 1.0)], &[0.0, 20.0]), [0.0, 100.0]);
    }
}
