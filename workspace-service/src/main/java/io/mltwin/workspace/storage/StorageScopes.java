package io.mltwin.workspace.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.BodyErrors;
import io.mltwin.workspace.storage.accounts.StorageErrors;
import io.mltwin.workspace.storage.encryption.EncryptionScopeBody;
import io.mltwin.workspace.storage.encryption.EncryptionScopeRequest;
import io.mltwin.workspace.storage.encryption.EncryptionScopeService;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code encryptionScopes} of a storage account. */
@Singleton
class StorageScopes {

    static final String TYPE = "Microsoft.Storage/storageAccounts/encryptionScopes";

    private static final int LARGEST = 5000;
    private static final Pattern STARTS_WITH =
            Pattern.compile("startswith\\(\\s*name\\s*,\\s*'?([a-z0-9-]*)'?\\s*\\)");
    private static final Pattern PREFIX = Pattern.compile("[a-z0-9-]*");

    private final EncryptionScopeService scopes;
    private final ObjectMapper json;

    StorageScopes(EncryptionScopeService scopes, ObjectMapper json) {
        this.scopes = scopes;
        this.json = json;
    }

    record Page(List<EncryptionScopeBody> value, String nextLink) {}

    ArmAnswer handle(ArmCall call) {
        if (call.isList()) {
            return ArmAnswer.ok(json.valueToTree(list(call)));
        }
        if (call.isPut()) {
            EncryptionScopeService.Put put = scopes.put(call.id(), request(call));
            JsonNode body = json.valueToTree(put.body());
            return put.created() ? ArmAnswer.created(body) : ArmAnswer.ok(body);
        }
        if (call.isPatch()) {
            return ArmAnswer.ok(json.valueToTree(scopes.patch(call.id(), request(call))));
        }
        if (call.isGet()) {
            return ArmAnswer.ok(json.valueToTree(scopes.get(call.id())));
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private EncryptionScopeRequest request(ArmCall call) {
        try {
            return json.treeToValue(call.requiredBody(), EncryptionScopeRequest.class);
        } catch (JsonProcessingException e) {
            throw ArmErrors.invalidRequestContent(
                    "The request content was invalid and could not be deserialized: "
                            + BodyErrors.reason(e));
        }
    }

    private Page list(ArmCall call) {
        int most = most(call);
        List<EncryptionScopeBody> found =
                scopes.page(
                        call.id(),
                        new EncryptionScopeService.Wanted(prefix(call), enabled(call)),
                        after(call),
                        most);
        if (found.size() <= most) {
            return new Page(found, null);
        }
        List<EncryptionScopeBody> page = found.subList(0, most);
        return new Page(page, next(call, page.get(most - 1).name()));
    }

    private static int most(ArmCall call) {
        String text = call.query().get("$maxpagesize");
        if (text == null) {
            return LARGEST;
        }
        if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > LARGEST) {
            throw StorageErrors.invalidValue(
                    "$maxpagesize", "It is a whole number from 1 to " + LARGEST + ".");
        }
        return Integer.parseInt(text);
    }

    private static String prefix(ArmCall call) {
        String filter = call.query().get("$filter");
        if (filter == null || PREFIX.matcher(filter).matches()) {
            return filter == null ? "" : filter;
        }
        Matcher function = STARTS_WITH.matcher(filter);
        if (!function.matches()) {
            throw StorageErrors.invalidValue(
                    "$filter", "It is the begin of names, or startswith(name, 'begin').");
        }
        return function.group(1);
    }

    /** Null for all. */
    private static Boolean enabled(ArmCall call) {
        String include = call.query().getOrDefault("$include", "All");
        return switch (AsciiCase.lower(include)) {
            case "all" -> null;
            case "enabled" -> true;
            case "disabled" -> false;
            default ->
                    throw StorageErrors.invalidValue("$include", "It is All, Enabled or Disabled.");
        };
    }

    private static String after(ArmCall call) {
        String token = call.query().get("$skiptoken");
        if (token == null) {
            return "";
        }
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw StorageErrors.invalidValue(
                    "$skiptoken", "It is none that a nextLink of this list gave.");
        }
    }

    private static String next(ArmCall call, String last) {
        Map<String, String> query = new LinkedHashMap<>(call.query());
        query.put(
                "$skiptoken",
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(last.getBytes(StandardCharsets.UTF_8)));
        return call.baseUrl()
                + call.id()
                + "/encryptionScopes"
                + query.entrySet().stream()
                        .map(one -> encode(one.getKey()) + "=" + encode(one.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
