package io.mltwin.compute.mlflow;

import static io.mltwin.compute.mlflow.errors.MlflowErrors.invalidIf;
import static io.mltwin.encoding.Absence.isEmpty;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.compute.metrics.ScalarMetrics.ScalarPoint;
import io.mltwin.compute.mlflow.MlflowRunBody.KeyValueBody;
import io.mltwin.compute.mlflow.MlflowRunBody.MlflowMetricBody;
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
        invalidIf(
                bytes > LARGEST_BATCH_BYTES,
                "A batch has at most %s bytes; this one has %s.",
                LARGEST_BATCH_BYTES,
                bytes);
    }

    static void validateCounts(int metrics, int params, int tags) {
        requireAtMost("metrics", metrics, MOST_METRICS);
        requireAtMost("params", params, MOST_PARAMS);
        requireAtMost("tags", tags, MOST_TAGS);
        requireAtMost("metrics, params and tags", metrics + params + tags, MOST_TOGETHER);
    }

    private static void requireAtMost(String what, int count, int most) {
        invalidIf(count > most, "A batch has at most %s %s; this one has %s. Send several batches.", most, what, count);
    }

    static ScalarPoint point(MlflowMetricBody metric) {
        String key = requireKey("metric", metric == null ? null : metric.key());
        invalidIf(metric.value() == null, "The metric '%s' needs a value, a number.", key);
        invalidIf(
                metric.timestamp() == null || metric.timestamp() < 0 || metric.timestamp() > LATEST_MILLIS,
                "The metric '%s' needs a timestamp, milliseconds from 0 on.",
                key);
        return new ScalarPoint(
                key, metric.value(), Instant.ofEpochMilli(metric.timestamp()), requireNonNullElse(metric.step(), 0L));
    }

    /** The parameters by name; the same one may be there twice with one value. */
    static Map<String, String> params(List<KeyValueBody> params) {
        Map<String, String> all = new LinkedHashMap<>();
        for (KeyValueBody param : params) {
            String key = requireKey("parameter", param == null ? null : param.key());
            String value = requireValue("parameter", key, param.value(), LONGEST_PARAM);
            String other = all.putIfAbsent(key, value);
            invalidIf(
                    other != null && !other.equals(value), "The parameter '%s' is there twice, with two values.", key);
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
        invalidIf(isEmpty(value), "Give %s.", field);
        return value;
    }

    static String requireKey(String what, String key) {
        invalidIf(isEmpty(key), "A %s needs a key.", what);
        invalidIf(key.length() > LONGEST_KEY, "The key of a %s has at most %s characters.", what, LONGEST_KEY);
        invalidIf(
                !KEY.matcher(key).matches() || isNoPath(key),
                "The key '%s' of a %s is not valid: letters, digits, underscores, dashes, periods, colons, spaces"
                        + " and slashes, and as a path it names itself.",
                key,
                what);
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
        String text = requireNonNullElse(value, "");
        invalidIf(
                text.length() > longest,
                "The value of the %s '%s' has %s characters, and at most %s are taken.",
                what,
                key,
                text.length(),
                longest);
        return text;
    }

    /** A number in a query, null for none. */
    static Integer count(String text) {
        if (isEmpty(text)) {
            return null;
        }
        invalidIf(!text.matches("[0-9]{1,9}"), "'%s' is no number of results.", text);
        return Integer.valueOf(text);
    }

    /** Returns how many results a page has. */
    static int maxResults(Integer asked, int usual, int most) {
        if (asked == null) {
            return usual;
        }
        invalidIf(asked < 1 || asked > most, "max_results is from 1 to %s.", most);
        return asked;
    }
}
