package io.mltwin.workspace.storage.accounts;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValueIf;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.workspace.storage.signature.AccountSignature;
import io.mltwin.workspace.storage.signature.QueryParameters;
import io.mltwin.workspace.storage.signature.SasSignature;
import io.mltwin.workspace.storage.signature.SasTerms;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes shared access signatures with a key of the account for Azure Resource Manager: {@code
 * listAccountSas} and {@code listServiceSas}.
 */
@Singleton
public record AccountSasService(StorageAccountService accounts) {
    private static final String VERSION = "2022-11-02";

    public record AccountSas(String accountSasToken) {
        @Override
        public String toString() {
            return "account SAS";
        }
    }

    public record ServiceSas(String serviceSasToken) {
        @Override
        public String toString() {
            return "service SAS";
        }
    }

    public AccountSas account(ArmResourceId id, SasRequest request) {
        require("signedServices", request.signedServices());
        require("signedResourceTypes", request.signedResourceTypes());
        require("signedPermission", request.signedPermission());
        Map<String, String> query = terms(request);
        query.put("ss", request.signedServices());
        query.put("srt", request.signedResourceTypes());
        StorageAccount account = accounts.require(id);
        return new AccountSas(signed(account, request, query, SasSignature.account(parsed(query), account.name())));
    }

    public ServiceSas service(ArmResourceId id, SasRequest request) {
        require("canonicalizedResource", request.canonicalizedResource());
        require("signedResource", request.signedResource());
        StorageAccount account = accounts.require(id);
        String resource = request.canonicalizedResource();
        boolean blob = resource.startsWith("/blob/" + account.name() + "/");
        invalidValueIf(
                !blob && !resource.startsWith("/file/" + account.name() + "/"),
                "canonicalizedResource",
                "It is /blob/ or /file/, the account, and a path.");
        Map<String, String> query = terms(request);
        query.put("sr", request.signedResource());
        query.put("si", request.signedIdentifier());
        query.values().removeIf(value -> isEmpty(value));
        QueryParameters parsed = parsed(query);
        return new ServiceSas(signed(
                account,
                request,
                query,
                blob ? SasSignature.service(parsed, resource) : SasSignature.file(parsed, resource)));
    }

    private static Map<String, String> terms(SasRequest request) {
        invalidValueIf(
                request.signedIdentifier() == null && SasTerms.time(request.signedExpiry()) == null,
                "signedExpiry",
                "Give an ISO 8601 time in UTC.");
        Map<String, String> query = new LinkedHashMap<>();
        query.put("sv", VERSION);
        query.put("sp", request.signedPermission());
        query.put("st", request.signedStart());
        query.put("se", request.signedExpiry());
        query.put("sip", request.signedIp());
        query.put("spr", request.signedProtocol());
        query.values().removeIf(value -> isEmpty(value));
        return query;
    }

    private String signed(StorageAccount account, SasRequest request, Map<String, String> query, String text) {
        String key = requireNonNullElse(request.keyToSign(), "key1");
        invalidValueIf(!key.equals("key1") && !key.equals("key2"), "keyToSign", "It is key1 or key2.");
        query.put("sig", AccountSignature.sign(accounts.key(account, key), text));
        return encoded(query);
    }

    private static QueryParameters parsed(Map<String, String> query) {
        return QueryParameters.parse(encoded(query));
    }

    private static String encoded(Map<String, String> query) {
        StringBuilder text = new StringBuilder();
        query.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(UriEncoding.encodeQueryValue(value)));
        return text.toString();
    }

    private static void require(String member, String value) {
        invalidValueIf(isEmpty(value), member, "It is mandatory.");
    }
}
