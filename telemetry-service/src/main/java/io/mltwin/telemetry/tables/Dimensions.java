package io.mltwin.telemetry.tables;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** Custom dimensions and measurements: those without a value are not there. */
final class Dimensions {

    private Dimensions() {}

    /** Texts are cut at Application Insights' lengths, as its ingestion does. */
    static String cut(String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest);
    }

    static Map<String, String> texts(Map<String, String> given) {
        Map<String, String> kept = new HashMap<>(copy(given));
        kept.replaceAll((name, value) -> cut(value, 8_192));
        return Collections.unmodifiableMap(kept);
    }

    static <V> Map<String, V> copy(Map<String, V> given) {
        Map<String, V> kept = new HashMap<>();
        if (given != null) {
            given.forEach((name, value) -> {
                if (name != null && value != null) {
                    kept.put(cut(name, 150), value);
                }
            });
        }
        return Collections.unmodifiableMap(kept);
    }
}
