package io.mltwin.compute.mlflow;

import io.mltwin.compute.metrics.ScalarPoint;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** MLflow's rules of names, values and batches. */
final class MlflowValidator {

    static final int LARGEST_BATCH_BYTES = 1_000_000;
    private static final int MOST_METRICS = 1_000;
    private static final int MOST_PARAMS = 100;
    private static final int MOST_TAGS = 100;
    private static final int MOST_TOGETHER = 1_000;
    private static final int LONGEST_KEY = 250;
    private static final int LONGEST_PARAM = 6_000;
    private static final int LONGEST_TAG = 8_000;

    /** The year 9999. */
    static final long LATEST_MILLIS = 253_370_764_800_000L;

    private static final Pattern KEY = Pattern.compile("[/\\p{L}\\p{N}_.\\-: ]+");

    private MlflowValidator() {}

    static void validateSize(int bytes) {
        if (bytes > LARGEST_BATCH_BYTES) {
            throw MlflowErrors.invalid(
                    "A batch has at most " + LARGEST_BATCH_BYTES + " bytes; this one has " + bytes + ".");
        }
    }

    static void validateCounts(int metrics, int params, int tags) {
        requireAtMost("metrics", metrics, MOST_METRICS);
        requireAtMost("params", params, MOST_PARAMS);
        requireAtMost("tags", tags, MOST_TAGS);
        requireAtMost("metrics, params and tags", metrics + params + tags, MOST_TOGETHER);
    }

    private static void requireAtMost(String what, int count, int most) {
        if (count > most) {
            throw MlflowErrors.invalid(
                    "A batch has at most " + most + " " + what + "; this one has " + count + ". Send several batches.");
        }
    }

    static ScalarPoint point(MlflowMetricBody metric) {
        String key = requireKey("metric", metric == null ? null : metric.key());
        if (metric.value() == null) {
            throw MlflowErrors.invalid("The metric '" + key + "' needs a value, a number.");
        }
        if (metric.timestamp() == null || metric.timestamp() < 0 || metric.timestamp() > LATEST_MILLIS) {
            throw MlflowErrors.invalid("The metric '" + key + "' needs a timestamp, milliseconds from 0 on.");
        }
        return new ScalarPoint(
                key,
                metric.value(),
                Instant.ofEpochMilli(metric.timestamp()),
                metric.step() == null ? 0 : metric.step());
    }

    /** The parameters by name; the same one may be there twice with one value. */
    static Map<String, String> params(List<KeyValueBody> params) {
        Map<String, String> all = new LinkedHashMap<>();
        for (KeyValueBody param : params) {
            String key = requireKey("parameter", param == null ? null : param.key());
            String value = requireValue("parameter", key, param.value(), LONGEST_PARAM);
            String other = all.putIfAbsent(key, value);
            if (other != null && !other.equals(value)) {
                throw MlflowErrors.invalid("The parameter '" + key + "' is there twice, with two values.");
            }
        }
        return all;
    }

    /** The tags by name; of one that is there twice the last value counts. */
    static Map<String, String> tags(List<KeyValueBody> tags) {
        Map<String, String> all = new LinkedHashMap<>();
        for (KeyValueBody tag : tags) {
            String key = requireKey("tag", tag == null ? null : tag.key());
            all.put(key, requireValue("tag", key, tag.value(), LONGEST_TAG));
        }
        return all;
    }

    /** Returns a field's value, which a request must have. */
    static String require(String field, String value) {
        if (value == null || value.isEmpty()) {
            throw MlflowErrors.invalid("Give " + field + ".");
        }
        return value;
    }

    static String requireKey(String what, String key) {
        if (key == null || key.isEmpty()) {
            throw MlflowErrors.invalid("A " + what + " needs a key.");
        }
        if (key.length() > LONGEST_KEY) {
            throw MlflowErrors.invalid("The key of a " + what + " has at most " + LONGEST_KEY + " characters.");
        }
        if (!KEY.matcher(key).matches() || isNoPath(key)) {
            throw MlflowErrors.invalid("The key '"
                    + key
                    + "' of a "
                    + what
                    + " is not valid: letters, digits, underscores, dashes, periods, colons, spaces and slashes, and as a path it"
                    + " names itself.");
        }
        return key;
    }

    private static boolean isNoPath(String key) {
        if (key.startsWith("/") || key.endsWith("/")) {
            return true;
        }
        for (String segment : key.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return true;
            }
        }
        return false;
    }

    private static String requireValue(String what, String key, String value, int longest) {
        String text = value == null ? "" : value;
        if (text.length() > longest) {
            throw MlflowErrors.invalid("The value of the "
                    + what
                    + " '"
                    + key
                    + "' has "
                    + text.length()
                    + " characters, and at most "
                    + longest
                    + " are taken.");
        }
        return text;
    }

    /** A number in a query, null for none. */
    static Integer count(String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw MlflowErrors.invalid("'" + text + "' is no number of results.");
        }
        return Integer.valueOf(text);
    }

    /** How many results a page has. */
    static int maxResults(Integer asked, int usual, int most) {
        if (asked == null) {
            return usual;
        }
        if (asked < 1 || asked > most) {
            throw MlflowErrors.invalid("max_results is from 1 to " + most + ".");
        }
        return asked;
    }
}
