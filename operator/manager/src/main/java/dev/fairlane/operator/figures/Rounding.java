package dev.fairlane.operator.figures;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Figures as status shows them: two significant digits, no finer than a quantum. Pure. */
public final class Rounding {

  private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_EVEN);
  private static final double WORTH_WRITING = 0.10;
  private static final BigDecimal HUNDREDTH = new BigDecimal("0.01");

  private Rounding() {}

  /** A count or rate as a whole number: 0, 1, 12, 130, 4700. */
  public static long whole(double value) {
    return new BigDecimal(Math.rint(value)).round(TWO_DIGITS).longValueExact();
  }

  /** Cores as text: "0", "0.04", "0.25", "1.5"; no finer than 0.01. */
  public static String cores(double value) {
    BigDecimal rounded =
        new BigDecimal(value).round(TWO_DIGITS).setScale(2, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /**
   * Whether a rounded value differs from the one that is shown by more than 10 % and more than one
   * step.
   */
  public static boolean isWorthWriting(long shown, long rounded) {
    long difference = Math.abs(rounded - shown);
    return difference > 1 && difference > WORTH_WRITING * Math.abs(shown);
  }

  /** The same for cores, whose step is 0.01. */
  public static boolean isWorthWriting(String shown, String rounded) {
    BigDecimal before = new BigDecimal(shown);
    BigDecimal difference = new BigDecimal(rounded).subtract(before).abs();
    return difference.compareTo(HUNDREDTH) > 0
        && difference.doubleValue() > WORTH_WRITING * before.abs().doubleValue();
  }
}
