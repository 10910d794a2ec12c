package io.mltwin.workspace.storage;

import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValue;
import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValueIf;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.odatafilter.FilterException;
import io.mltwin.odatafilter.FilterExpression.Function;
import io.mltwin.odatafilter.FilterParser;
import io.mltwin.odatafilter.FilterValue;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.workspace.storage.accounts.StorageAccountProvider;
import io.mltwin.workspace.storage.encryption.EncryptionScopeBody;
import io.mltwin.workspace.storage.encryption.EncryptionScopeRequest;
import io.mltwin.workspace.storage.encryption.EncryptionScopeService;
import io.mltwin.workspace.storage.encryption.EncryptionScopeValidator;
import io.mltwin.workspace.storage.encryption.PreparedScope;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code encryptionScopes} of a storage account: made, changed and listed, never deleted. */
@Singleton
record EncryptionScopeProvider(EncryptionScopeService scopes) implements ResourceProvider {

    /**
     * Which encryption scopes a list asks for.
     *
     * @param after name of the last scope of the page before, or empty
     * @param most scopes of a page
     */
    record EncryptionScopeQuery(ArmCall call, EncryptionScopeService.Wanted wanted, String after, int most) {

        private static final int LARGEST = 5000;
        private static final FilterValue NAME = new FilterValue("name", false);
        private static final Pattern PREFIX = Pattern.compile("[a-z0-9-]*");

        /**
         * Reads the query.
         *
         * @throws AzureException 400
         */
        static EncryptionScopeQuery of(ArmCall call) {
            int most = most(call);
            return new EncryptionScopeQuery(
                    call, new EncryptionScopeService.Wanted(prefix(call), enabled(call)), after(call), most);
        }

        private static int most(ArmCall call) {
            String text = call.query().get("$maxpagesize");
            if (text == null) {
                return LARGEST;
            }
            invalidValueIf(
                    !text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > LARGEST,
                    "$maxpagesize",
                    "It is a whole number from 1 to %s.",
                    LARGEST);
            return Integer.parseInt(text);
        }

        private static String prefix(ArmCall call) {
            String filter = call.query().get("$filter");
            if (filter == null || PREFIX.matcher(filter).matches()) {
                return filter == null ? "" : filter;
            }
            try {
                if (FilterParser.parse(filter) instanceof Function function
                        && function.name().equals("startswith")
                        && function.arguments().size() == 2
                        && function.arguments().get(0).equals(NAME)
                        && PREFIX.matcher(function.arguments().get(1).text()).matches()) {
                    return function.arguments().get(1).text();
                }
            } catch (FilterException malformed) {
                throw invalidFilter();
            }
            throw invalidFilter();
        }

        private static AzureException invalidFilter() {
            return invalidValue("$filter", "It is the begin of names, or startswith(name, 'begin').");
        }

        /** Null for all. */
        private static Boolean enabled(ArmCall call) {
            String include = call.query().getOrDefault("$include", "All");
            return switch (AsciiCase.lower(include)) {
                case "all" -> null;
                case "enabled" -> true;
                case "disabled" -> false;
                default -> throw invalidValue("$include", "It is All, Enabled or Disabled.");
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
                throw invalidValue("$skiptoken", "It is none that a nextLink of this list gave.");
            }
        }

        /** The address of the page after the scope of this name. */
        String next(String last) {
            Map<String, String> query = new LinkedHashMap<>(call.query());
            query.put(
                    "$skiptoken",
                    Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8)));
            return call.baseUrl() + call.id() + "/encryptionScopes?" + UriEncoding.encodeQuery(query);
        }
    }

    record Page(List<EncryptionScopeBody> value, String nextLink) {}

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(StorageAccountProvider.TYPE + "/encryptionScopes")
                .get(call -> scopes.get(call.id()))
                .list(this::list)
                .put(ResourceChange.reading(EncryptionScopeRequest.class, "encryption scope")
                        .validate((call, request) ->
                                EncryptionScopeValidator.validateName(call.id().name()))
                        .exclusively()
                        .prepare((call, request) -> scopes.preparePut(call.id(), request))
                        .apply(this::put))
                .patch(ResourceChange.reading(EncryptionScopeRequest.class, "encryption scope")
                        .exclusively()
                        .prepare((call, request) -> scopes.preparePatch(call.id(), request))
                        .apply((call, request, prepared) -> Outcome.ok(scopes.patch(call.id(), prepared))))
                .build());
    }

    private Outcome put(ArmCall call, EncryptionScopeRequest request, PreparedScope prepared) {
        EncryptionScopeService.Put put = scopes.put(call.id(), prepared);
        return Outcome.saved(put.created(), put.body());
    }

    private Page list(ArmCall call) {
        EncryptionScopeQuery query = EncryptionScopeQuery.of(call);
        List<EncryptionScopeBody> found = scopes.page(call.id(), query.wanted(), query.after(), query.most());
        if (found.size() <= query.most()) {
            return new Page(found, null);
        }
        List<EncryptionScopeBody> page = found.subList(0, query.most());
        return new Page(page, query.next(page.get(query.most() - 1).name()));
    }
}
