package io.mltwin.identity.oauth.signin;

import jakarta.ws.rs.core.Response.ResponseBuilder;

/** Adds the headers that isolate the pages: no script, no frame, no cache, no referrer. */
final class PageHeaders {

    private PageHeaders() {}

    /**
     * @param formTarget the other host to which a form or the answer to it may lead; null for none
     */
    static ResponseBuilder add(ResponseBuilder response, String formTarget) {
        return response.header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors"
                                + " 'none'; form-action 'self'"
                                + (formTarget == null ? "" : " " + formTarget))
                .header("X-Frame-Options", "DENY")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-store, no-cache")
                .header("Pragma", "no-cache");
    }
}
