package io.mltwin.compute.quotas;

import java.util.OptionalInt;

/**
 * {@code Usage} and {@code ResourceQuota} of Azure Machine Learning (2020-08-01 to 2023-04-01); the
 * latter has no current value.
 */
record UsageBody(String id, String type, Integer currentValue, int limit, Name name, String unit) {

    record Name(String value, String localizedValue) {}

    /** A count that nothing limits, which Azure says with -1. */
    static UsageBody unlimited(String id, String type, Integer currentValue, String name) {
        return limited(id, type, currentValue, OptionalInt.empty(), name);
    }

    /** A count with its limit, or with -1. */
    static UsageBody limited(String id, String type, Integer currentValue, OptionalInt limit, String name) {
        return new UsageBody(id, type, currentValue, limit.orElse(-1), new Name(name, name), "Count");
    }
}
