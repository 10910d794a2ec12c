package io.mltwin.identity.oauth.tokens;

import static io.mltwin.signin.TokenClient.ARM;
import static io.mltwin.signin.TokenClient.AZURE_CLI;
import static io.mltwin.signin.TokenClient.form;

import io.mltwin.encoding.UriEncoding;
import io.mltwin.identity.oauth.tokens.MalformedTokenRequests.Good;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Forms that the token endpoint answers with tokens, one for each grant. */
record GoodTokenForms(Good good) {

    Map<String, Map<String, String>> all() {
        Map<String, Map<String, String>> forms = new LinkedHashMap<>();
        forms.put("client", client());
        forms.put("code", code());
        forms.put("refresh", refresh());
        forms.put(
                "device",
                form(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "client_id",
                        AZURE_CLI,
                        "device_code",
                        good.deviceCode()));
        forms.put(
                "password",
                form(
                        "grant_type", "password",
                        "client_id", AZURE_CLI,
                        "username", "olivia",
                        "password", "none",
                        "scope", ARM + ".default"));
        forms.put("behalf", onBehalf(good.userToken()));
        return forms;
    }

    Map<String, String> client() {
        return form(
                "grant_type",
                "client_credentials",
                "client_id",
                good.application().applicationId(),
                "client_secret",
                good.application().secret(),
                "scope",
                ARM + ".default");
    }

    Map<String, String> code() {
        return form(
                "grant_type", "authorization_code",
                "client_id", AZURE_CLI,
                "code", good.code(),
                "redirect_uri", good.redirectUri(),
                "code_verifier", good.verifier());
    }

    Map<String, String> refresh() {
        return form(
                "grant_type",
                "refresh_token",
                "client_id",
                AZURE_CLI,
                "refresh_token",
                good.refreshToken(),
                "scope",
                ARM + ".default");
    }

    Map<String, String> onBehalf(String assertion) {
        return form(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "requested_token_use",
                "on_behalf_of",
                "client_id",
                good.portal().applicationId(),
                "client_secret",
                good.portal().secret(),
                "assertion",
                assertion,
                "scope",
                ARM + ".default");
    }

    static Map<String, String> without(Map<String, String> form, String field) {
        Map<String, String> changed = new LinkedHashMap<>(form);
        changed.remove(field);
        return changed;
    }

    static Map<String, String> with(Map<String, String> form, String field, String value) {
        Map<String, String> changed = new LinkedHashMap<>(form);
        changed.put(field, value);
        return changed;
    }

    static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + UriEncoding.encodeFormValue(field.getValue()))
                .collect(Collectors.joining("&"));
    }
}
