package io.mltwin.workspace.storage.encryption;

import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValue;
import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValueIf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.odatafilter.FilterException;
import io.mltwin.odatafilter.FilterExpression.FilterValue;
import io.mltwin.odatafilter.FilterExpression.Function;
import io.mltwin.odatafilter.FilterParser;
import io.mltwin.resourceprovider.ChildRows;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.resourceprovider.TrackedType;
import io.mltwin.resourceprovider.TrackedTypes;
import io.mltwin.workspace.storage.accounts.StorageAccountProvider;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.encryption.EncryptionScopeService.PreparedScope;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Microsoft.Storage/storageAccounts/encryptionScopes (2019-06-01 to 2024-01-01): made, changed and listed, never deleted.
 */
@Singleton
record EncryptionScopeProvider(
        TrackedTypes kit,
        ChildRows<EncryptionScopeEntity> rows,
        EncryptionScopeService scopes,
        StorageAccountService accounts)
        implements ResourceProvider {

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

    record Page(List<ObjectNode> value, String nextLink) {}

    @Override
    public List<ResourceType> types() {
        TrackedType<EncryptionScopeEntity, EncryptionScopeRequest, PreparedScope> type = kit.of(
                        StorageAccountProvider.TYPE + "/encryptionScopes",
                        rows,
                        EncryptionScopeEntity::new,
                        EncryptionScopeRequest.class,
                        "encryption scope")
                .below((call, account) -> accounts.require(account))
                .named(EncryptionScopeValidator.NAME)
                .draft((call, request, row, claim) -> scopes.prepare(call, request, row))
                .apply((call, row, request, prepared) -> scopes.change(row, prepared))
                .show(EncryptionScopeBody::of)
                .partialPatch((call, request) -> {})
                .lasting();
        return List.of(type.paging(call -> list(call, type)).type().build());
    }

    private Page list(ArmCall call, TrackedType<EncryptionScopeEntity, ?, ?> type) {
        EncryptionScopeQuery query = EncryptionScopeQuery.of(call);
        List<ObjectNode> found = RowTransactions.reading(
                () -> scopes.page(call.id(), query.wanted(), query.after(), query.most()).stream()
                        .map(type::shown)
                        .toList());
        if (found.size() <= query.most()) {
            return new Page(found, null);
        }
        List<ObjectNode> page = found.subList(0, query.most());
        return new Page(page, query.next(page.get(query.most() - 1).path("name").textValue()));
    }
}
