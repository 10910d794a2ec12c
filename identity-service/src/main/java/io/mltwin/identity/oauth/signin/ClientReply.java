package io.mltwin.identity.oauth.signin;

import io.mltwin.encoding.UriEncoding;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer to a client at its redirect URI, in the response mode asked for. Deviation: {@code
 * form_post} waits for a click, since no page has script.
 *
 * @param redirectUri checked against the registered ones
 */
record ClientReply(String redirectUri, String responseMode, Map<String, String> fields) {

    static final String QUERY = "query";
    static final String FRAGMENT = "fragment";
    static final String FORM_POST = "form_post";

    static ClientReply code(SignInFlow flow, String code) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("code", code);
        return with(flow.request().redirectUri(), flow.responseMode(), flow.state(), fields);
    }

    static ClientReply error(String redirectUri, String responseMode, String state, ReportedError fault) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("error", fault.error());
        fields.put("error_description", fault.description());
        if (fault.errorUri() != null) {
            fields.put("error_uri", fault.errorUri());
        }
        return with(redirectUri, responseMode, state, fields);
    }

    private static ClientReply with(String redirectUri, String mode, String state, Map<String, String> fields) {
        if (state != null) {
            fields.put("state", state);
        }
        return new ClientReply(redirectUri, mode, fields);
    }

    /** Returns the address for the browser after its session has ended. */
    static String afterSignOut(String redirectUri, String state) {
        return state == null ? redirectUri : new ClientReply(redirectUri, QUERY, Map.of("state", state)).location();
    }

    boolean isForm() {
        return FORM_POST.equals(responseMode);
    }

    /** Returns the address for the browser, in the modes other than form_post. */
    String location() {
        String pairs = UriEncoding.encodeForm(fields);
        if (FRAGMENT.equals(responseMode)) {
            return redirectUri + "#" + pairs;
        }
        if (redirectUri.indexOf('?') < 0) {
            return redirectUri + "?" + pairs;
        }
        boolean open = redirectUri.endsWith("?") || redirectUri.endsWith("&");
        return redirectUri + (open ? "" : "&") + pairs;
    }

    @Override
    public String toString() {
        return "ClientReply[" + redirectUri + "]";
    }
}
