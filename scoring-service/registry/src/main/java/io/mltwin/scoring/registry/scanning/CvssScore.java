package io.mltwin.scoring.registry.scanning;

import java.util.HashMap;
import java.util.Map;

/**
 * The base score of a CVSS vector, version 3.0 or 3.1 (first.org, "CVSS v3.1 Specification", 7.1).
 */
final class CvssScore {

    private CvssScore() {}

    /** Returns the score, 0.0 to 10.0, or null for what is no such vector. */
    static Double of(String vector) {
        if (vector == null || !vector.startsWith("CVSS:3.")) {
            return null;
        }
        Map<String, String> metrics = new HashMap<>();
        for (String part : vector.split("/")) {
            String[] pair = part.split(":", 2);
            if (pair.length == 2) {
                metrics.put(pair[0], pair[1]);
            }
        }
        try {
            return score(metrics);
        } catch (IllegalArgumentException incomplete) {
            return null;
        }
    }

    private static double score(Map<String, String> metrics) {
        boolean changed = "C".equals(metrics.get("S"));
        double impact = 1 - (1 - loss(metrics, "C")) * (1 - loss(metrics, "I")) * (1 - loss(metrics, "A"));
        double weighted = changed ? 7.52 * (impact - 0.029) - 3.25 * Math.pow(impact - 0.02, 15) : 6.42 * impact;
        if (weighted <= 0) {
            return 0;
        }
        double exploitability = 8.22
                * value(metrics, "AV", "N", 0.85, "A", 0.62, "L", 0.55, "P", 0.2)
                * value(metrics, "AC", "L", 0.77, "H", 0.44)
                * privileges(metrics, changed)
                * value(metrics, "UI", "N", 0.85, "R", 0.62);
        double sum = weighted + exploitability;
        return roundUp(Math.min(changed ? 1.08 * sum : sum, 10));
    }

    private static double loss(Map<String, String> metrics, String metric) {
        return value(metrics, metric, "H", 0.56, "L", 0.22, "N", 0.0);
    }

    private static double privileges(Map<String, String> metrics, boolean changed) {
        return changed
                ? value(metrics, "PR", "N", 0.85, "L", 0.68, "H", 0.5)
                : value(metrics, "PR", "N", 0.85, "L", 0.62, "H", 0.27);
    }

    private static double value(Map<String, String> metrics, String metric, Object... table) {
        for (int i = 0; i < table.length; i += 2) {
            if (table[i].equals(metrics.get(metric))) {
                return (double) table[i + 1];
            }
        }
        throw new IllegalArgumentException(metric);
    }

    private static double roundUp(double score) {
        return Math.ceil(Math.round(score * 100_000) / 10_000.0) / 10;
    }
}
