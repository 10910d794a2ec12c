package io.mltwin.console.page;

import io.mltwin.platform.Addresses;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The headers that isolate the pages: only the console's own scripts and styles, no frame, no
 * cache, no referrer for other hosts. A browser that sends no referrer at all would not name the
 * origin of a form either.
 */
@Singleton
class PageHeaders {

    private final Map<String, String> headers = new LinkedHashMap<>();

    PageHeaders(Addresses addresses) {
        headers.put("Content-Type", "text/html; charset=utf-8");
        headers.put(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                        + " connect-src 'self'; base-uri 'none'; frame-ancestors 'none';"
                        + " form-action 'self' "
                        + addresses.login());
        headers.put("X-Frame-Options", "DENY");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "same-origin");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Cache-Control", "no-store");
        headers.put("Vary", "Cookie, Accept-Language");
    }

    Map<String, String> all() {
        return headers;
    }
}
