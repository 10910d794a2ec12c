package io.mltwin.compute.mlflow.search;

/** SQL's LIKE: {@code %} stands for any text, {@code _} for one character. */
final class LikePattern {

    private LikePattern() {}

    /** True when the whole text fits, in at most as many steps as the product of both lengths. */
    static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int anyAt = -1;
        int resumeAt = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '%') {
                anyAt = p++;
                resumeAt = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '_' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (anyAt >= 0) {
                p = anyAt + 1;
                t = ++resumeAt;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '%') {
            p++;
        }
        return p == pattern.length();
    }
}
