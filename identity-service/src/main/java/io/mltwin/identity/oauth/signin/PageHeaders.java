package io.mltwin.identity.oauth.signin;

import jakarta.ws.rs.core.Response.ResponseBuilder;

/** What keeps the pages to themselves: no script, no frame, no copy, no word to the next site. */
final class PageHeaders {

    private PageHeaders() {}

    /**
     * @param formTarget where a form, or what it is answered with, may lead beside this host; null
     *     for nowhere
     */
    static ResponseBuilder add(ResponseBuilder response, String formTarget) {
        return response.header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
                                + (formTarget == null ? "" : " " + formTarget))
                .header("X-Frame-Options", "DENY")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-store, no-cache")
                .header("Pragma", "no-cache");
    }
}
