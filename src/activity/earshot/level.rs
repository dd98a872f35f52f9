//! Levels in tenths of a decibel and the energies behind them, in whole numbers, so that every machine gives one answer.
//! Each step is monotone after rounding too: the laws of earshot hold exactly.

use std::array;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

/// A level, or the difference of two, in tenths of a decibel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(pub i32);

impl Level {
    /// Nothing is counted below -40 dB: it keeps energies whole numbers.
    pub const FLOOR: Self = Self(-400);

    /// Nor above 230 dB, so that no sum is too large to hold.
    const CEILING: Self = Self(2300);

    /// The energy of a sound at this level.
    pub fn energy(self) -> Energy {
        let above = self.clamp(Self::FLOOR, Self::CEILING).0.abs_diff(Self::FLOOR.0);
        let mantissa = MANTISSA.get((above % 100) as usize).copied().unwrap_or(SCALE);
        Energy(u128::from(mantissa) * 10_u128.pow(above / 100))
    }
}

impl Add for Level {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Level {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Level {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        tenths(f, self.0)
    }
}

/// A number of tenths as people write it: 4.7, -0.3.
pub(super) fn tenths(f: &mut fmt::Formatter<'_>, tenths: i32) -> fmt::Result {
    let sign = if tenths < 0 { "-" } else { "" };
    write!(f, "{sign}{}.{}", tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10)
}

/// The energy of a sound, as a multiple of what a level of -40 dB has, times 10^9. Energies add; levels do not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Energy(u128);

impl Energy {
    /// The level of this energy, rounded; at least [`Level::FLOOR`].
    pub fn level(self) -> Level {
        let Some(decades) = (self.0 / u128::from(SCALE)).checked_ilog10() else { return Level::FLOOR };
        let mantissa = self.0 / 10_u128.pow(decades);
        Level(i32::try_from(decades * 100).unwrap_or(i32::MAX)) + Level(step(mantissa)) + Level::FLOOR
    }
}

impl Add for Energy {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sum for Energy {
    fn sum<I: Iterator<Item = Self>>(energies: I) -> Self {
        energies.fold(Self(0), Add::add)
    }
}

/// The level of several sounds at once.
pub fn sum(levels: impl IntoIterator<Item = Level>) -> Level {
    levels.into_iter().map(Level::energy).sum::<Energy>().level()
}

/// Ten times the logarithm of `part / whole`, rounded. Never falls where `part` grows or `whole` shrinks; a zero counts as one.
pub fn ten_log(part: u64, whole: u64) -> Level {
    let (mut part, mut whole) = (u128::from(part.max(1)), u128::from(whole.max(1)));
    let mut decades = 0;
    while part >= 10 * whole {
        whole *= 10;
        decades += 100;
    }
    while part < whole {
        part *= 10;
        decades -= 100;
    }
    Level(decades + step(part * u128::from(SCALE) / whole))
}

/// The five octave bands that carry words, and what A-weighting makes of them (IEC 61672).
pub const BANDS: [u32; 5] = [250, 500, 1000, 2000, 4000];
const A_WEIGHTING: Spectrum = Spectrum::of([-86, -32, 0, 12, 10]);

/// A level, a loss or a shape in each of the five [`BANDS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Spectrum(pub [Level; 5]);

impl Spectrum {
    /// From tenths of a decibel, lowest band first.
    pub const fn of([lowest, low, middle, high, highest]: [i32; 5]) -> Self {
        Self([Level(lowest), Level(low), Level(middle), Level(high), Level(highest)])
    }

    /// The same level in every band.
    pub const fn flat(Level(level): Level) -> Self {
        Self::of([level; 5])
    }

    /// Every band louder by so much.
    pub fn shifted(self, by: Level) -> Self {
        Self(self.0.map(|level| level + by))
    }

    /// What the ear makes of it in one figure: the A-weighted level.
    pub fn a_weighted(self) -> Level {
        sum((self + A_WEIGHTING).0)
    }

    /// The two band by band.
    pub(super) fn zip<T>(self, other: Self, mut join: impl FnMut(Level, Level) -> T) -> [T; 5] {
        let mut others = other.0.into_iter();
        self.0.map(|level| join(level, others.next().unwrap_or_default()))
    }
}

impl Add for Spectrum {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.zip(other, Add::add))
    }
}

impl Sub for Spectrum {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.zip(other, Sub::sub))
    }
}

/// Several sounds at once, band by band.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mixture([Energy; 5]);

impl Mixture {
    /// With one more.
    pub fn add(&mut self, sound: Spectrum) {
        let mut levels = sound.0.into_iter();
        let more: [Energy; 5] = array::from_fn(|_| levels.next().unwrap_or_default().energy());
        self.0.iter_mut().zip(more).for_each(|(energy, more)| *energy = *energy + more);
    }

    /// What is heard of all together.
    pub fn spectrum(&self) -> Spectrum {
        Spectrum(self.0.map(Energy::level))
    }
}

impl FromIterator<Spectrum> for Mixture {
    fn from_iter<I: IntoIterator<Item = Spectrum>>(sounds: I) -> Self {
        let mut mixture = Self::default();
        sounds.into_iter().for_each(|sound| mixture.add(sound));
        mixture
    }
}

const SCALE: u64 = 1_000_000_000;

/// `10^(i/100)` times 10^9, rounded: a tenth of a decibel is a hundredth of a decade.
#[rustfmt::skip]
const MANTISSA: [u64; 100] = [
    1_000_000_000, 1_023_292_992, 1_047_128_548, 1_071_519_305, 1_096_478_196, 1_122_018_454, 1_148_153_621, 1_174_897_555,
    1_202_264_435, 1_230_268_771, 1_258_925_412, 1_288_249_552, 1_318_256_739, 1_348_962_883, 1_380_384_265, 1_412_537_545,
    1_445_439_771, 1_479_108_388, 1_513_561_248, 1_548_816_619, 1_584_893_192, 1_621_810_097, 1_659_586_907, 1_698_243_652,
    1_737_800_829, 1_778_279_410, 1_819_700_859, 1_862_087_137, 1_905_460_718, 1_949_844_600, 1_995_262_315, 2_041_737_945,
    2_089_296_131, 2_137_962_090, 2_187_761_624, 2_238_721_139, 2_290_867_653, 2_344_228_815, 2_398_832_919, 2_454_708_916,
    2_511_886_432, 2_570_395_783, 2_630_267_992, 2_691_534_804, 2_754_228_703, 2_818_382_931, 2_884_031_503, 2_951_209_227,
    3_019_951_720, 3_090_295_433, 3_162_277_660, 3_235_936_569, 3_311_311_215, 3_388_441_561, 3_467_368_505, 3_548_133_892,
    3_630_780_548, 3_715_352_291, 3_801_893_963, 3_890_451_450, 3_981_071_706, 4_073_802_778, 4_168_693_835, 4_265_795_188,
    4_365_158_322, 4_466_835_922, 4_570_881_896, 4_677_351_413, 4_786_300_923, 4_897_788_194, 5_011_872_336, 5_128_613_840,
    5_248_074_602, 5_370_317_964, 5_495_408_739, 5_623_413_252, 5_754_399_373, 5_888_436_554, 6_025_595_861, 6_165_950_019,
    6_309_573_445, 6_456_542_290, 6_606_934_480, 6_760_829_754, 6_918_309_709, 7_079_457_844, 7_244_359_601, 7_413_102_413,
    7_585_775_750, 7_762_471_166, 7_943_282_347, 8_128_305_162, 8_317_637_711, 8_511_380_382, 8_709_635_900, 8_912_509_381,
    9_120_108_394, 9_332_543_008, 9_549_925_860, 9_772_372_210,
];

/// From here on a mantissa is rounded up to the next tenth: `10^((i+1/2)/100)` times 10^9.
const HALFWAY: [u128; 100] = halfway();

/// How many hundredths of a decade are in a mantissa of at least one and less than ten, times 10^9.
fn step(mantissa: u128) -> i32 {
    i32::try_from(HALFWAY.partition_point(|half| *half <= mantissa)).unwrap_or(100)
}

const fn halfway() -> [u128; 100] {
    let mut halves = [0; 100];
    let (mut to, mut from): (&mut [u128], &[u64]) = (&mut halves, &MANTISSA);
    while let ([half, more @ ..], [this, later @ ..]) = (to, from) {
        let next = if let [next, ..] = later { *next } else { 10 * SCALE };
        *half = (*this as u128 * next as u128).isqrt();
        (to, from) = (more, later);
    }
    halves
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_a_hundred_steps_of_one_decade() {
        for (step, mantissa) in MANTISSA.into_iter().enumerate() {
            let exact = 10_f64.powf(f64::from(u8::try_from(step).unwrap()) / 100.0) * 1e9;
            let rounded: f64 = mantissa.to_string().parse().unwrap();
            assert!((exact - rounded).abs() < 0.501, "{step}: {exact}");
        }
    }

    #[test]
    fn a_level_comes_back_from_its_energy() {
        for level in (-400..2300).map(Level) {
            assert_eq!(level.energy().level(), level);
        }
        assert_eq!(Level(-5000).energy().level(), Level::FLOOR);
        assert_eq!(Energy::default().level(), Level::FLOOR);
    }

    #[test]
    fn nothing_is_too_large_to_be_added() {
        let loudest = Level(i32::MAX);
        assert!(sum(std::iter::repeat_n(loudest, 5000)) >= loudest.energy().level());
        assert_eq!(ten_log(u64::MAX, 1) + ten_log(1, u64::MAX), Level(0));
        assert_eq!(ten_log(0, 0), Level(0));
    }

    #[test]
    fn a_logarithm_never_falls_where_its_number_grows() {
        let logs: Vec<_> = (1..3000).map(|part| ten_log(part, 777)).collect();
        assert!(logs.is_sorted());
    }
}
