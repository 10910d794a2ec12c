package io.mltwin.workspace.storage.blob.copy;

import static io.mltwin.workspace.storage.wire.DataErrors.copySource;
import static io.mltwin.workspace.storage.wire.DataErrors.sourceConditionNotMet;
import static io.mltwin.workspace.storage.wire.DataErrors.unsupportedIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.bodyTooLarge;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeader;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeaderIf;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Envelope;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.requests.HostRules;
import io.mltwin.tokencheck.Audiences;
import io.mltwin.tokencheck.Plane;
import io.mltwin.tokencheck.TokenCheck;
import io.mltwin.tokencheck.TokenRefusedException;
import io.mltwin.tokencheck.VerifiedToken;
import io.mltwin.workspace.storage.access.Authorizer;
import io.mltwin.workspace.storage.access.Grant;
import io.mltwin.workspace.storage.access.SasValidator;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.blob.read.BlobReader;
import io.mltwin.workspace.storage.blob.read.OpenBlob;
import io.mltwin.workspace.storage.blob.read.Rehydration;
import io.mltwin.workspace.storage.blob.request.BlobAddress;
import io.mltwin.workspace.storage.blob.request.BlobConditions;
import io.mltwin.workspace.storage.blob.request.BlobOperation;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.blob.request.SecondaryEndpoint;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.content.StoredBytes;
import io.mltwin.workspace.storage.encryption.EncryptionErrors;
import io.mltwin.workspace.storage.signature.QueryParameters;
import io.mltwin.workspace.storage.wire.ByteRange;
import io.vertx.core.MultiMap;
import jakarta.inject.Singleton;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Opens the blob that {@code x-ms-copy-source} names. Reading it is allowed by a signature in the
 * address, a token in {@code x-ms-copy-source-authorization}, public access, or within one account
 * the caller's own key or role.
 *
 * <p>Deviation: only blobs of this platform's own accounts can be copied from, no other address.
 */
@Singleton
public record CopySources(
        StorageAccountService accounts,
        BlobReader blobs,
        BlobRequest.ContainerRules rules,
        Authorizer authorizer,
        SasValidator sas,
        TokenCheck tokens,
        HostRules hosts,
        Addresses addresses,
        PlatformConfig config) {
    private static final Pattern SHOWN = AsciiCase.pattern("^(snapshot|versionid)=");

    /** An opened source: what it is, and the bytes of it that are wanted. */
    public record Source(BlobState state, StoredBytes content, long first, long length, String address)
            implements Closeable {

        public InputStream stream() throws IOException {
            return content.range(first, length);
        }

        public void requireAtMost(long most) {
            if (length > most) {
                throw bodyTooLarge(most);
            }
        }

        @Override
        public void close() throws IOException {
            content.close();
        }
    }

    /** Opens the source of a request that was itself authorized by {@code grant}. */
    public Source open(BlobRequest request, Grant grant) {
        String header = request.headers().get("x-ms-copy-source");
        BlobRequest source = sourceCall(request, header);
        try {
            authorize(request, source, grant);
        } catch (AzureException refused) {
            throw copySource(refused.status(), refused.getMessage());
        }
        OpenBlob read = read(request, source.of(accounts.opened(source.account())));
        return new Source(read.state(), read.content(), read.first(), read.length(), withoutSecrets(header));
    }

    private BlobRequest sourceCall(BlobRequest request, String header) {
        URI uri;
        try {
            uri = new URI(header);
        } catch (URISyntaxException malformed) {
            throw invalidHeader("x-ms-copy-source", "it is the address of a blob.");
        }
        invalidHeaderIf(!uri.isAbsolute() || uri.getHost() == null, "x-ms-copy-source", "it is the address of a blob.");
        boolean ours = "https".equals(uri.getScheme())
                && uri.getPort() == addresses.self().port(config.portBase());
        String path = ours
                ? hosts.internalPath(
                        AsciiCase.lower(uri.getHost()),
                        // Azure's client for Java begins it with two slashes
                        uri.getRawPath().replaceFirst("^/+", "/"))
                : null;
        unsupportedIf(
                path == null || !path.startsWith("/blob/"), "Copying from an address that is no blob of this platform");
        QueryParameters query = QueryParameters.parse(requireNonNullElse(uri.getRawQuery(), ""));
        BlobAddress address = BlobAddress.of(SecondaryEndpoint.primaryPath(path), query);
        StorageAccount account =
                accounts.find(address.account()).orElseThrow(() -> copySource(404, "there is no such account."));
        SecondaryEndpoint.check(account, SecondaryEndpoint.isNamed(path), "GET", BlobOperation.GET_BLOB);
        invalidHeaderIf(address.blob() == null, "x-ms-copy-source", "it is the address of a blob.");
        return new BlobRequest(
                request.context(),
                request.original(),
                request.headers(),
                account,
                address,
                BlobOperation.GET_BLOB,
                query,
                rules,
                true);
    }

    private void authorize(BlobRequest request, BlobRequest source, Grant grant) {
        boolean same = source.account().id().equals(request.account().id());
        String header = request.headers().get("x-ms-copy-source-authorization");
        if (header != null) {
            authorizer.admitSource(source, verify(header));
        } else if (source.query().has("sig")) {
            authorizer.admitSource(source, null);
            sas.check(source);
        } else if (same && grant.ofAccount()) {
            return;
        } else if (same && grant.caller() != null) {
            authorizer.require(source, grant.caller());
        } else {
            authorizer.admitSource(source, null);
            if (!source.isPublic()) {
                throw new AzureException(
                        401,
                        "NoAuthenticationInformation",
                        "the request has no credential for it: give its address a signature.");
            }
        }
    }

    private VerifiedToken verify(String header) {
        invalidHeaderIf(
                !AsciiCase.startsWith(header, "Bearer "), "x-ms-copy-source-authorization", "give Bearer and a token.");
        try {
            return tokens.check(
                    header.substring(7).trim(), Plane.aad("/blob", Envelope.BLOB, Audiences.storage(addresses)));
        } catch (TokenRefusedException refused) {
            throw new AzureException(
                    401,
                    "InvalidAuthenticationInfo",
                    "its token: " + refused.refusal().text());
        }
    }

    private OpenBlob read(BlobRequest request, BlobRequest source) {
        MultiMap headers = request.headers();
        try {
            OpenBlob read = blobs.read(
                    source.account(),
                    source.address(),
                    BlobConditions.ofSource(headers),
                    source.encryption(),
                    length -> ByteRange.ofSource(headers, length),
                    Rehydration.isAsked(request, source.address()));
            if (read.isNotModified()) {
                throw sourceConditionNotMet();
            }
            return read;
        } catch (AzureException refused) {
            if (EncryptionErrors.isOne(refused)) {
                throw copySource(refused.status(), refused.getMessage());
            }
            throw switch (refused.code()) {
                case "ConditionNotMet" -> sourceConditionNotMet();
                case "BlobNotFound", "ContainerNotFound" -> copySource(404, refused.getMessage());
                case "BlobArchived" ->
                    source.account().id().equals(request.account().id())
                            ? refused
                            : copySource(409, refused.getMessage());
                default -> refused;
            };
        }
    }

    /** A signature must not be shown to who reads the copy; the snapshot or version is. */
    private static String withoutSecrets(String address) {
        int query = address.indexOf('?');
        if (query < 0) {
            return address;
        }
        return Arrays.stream(address.substring(query + 1).split("&"))
                .filter(pair -> SHOWN.matcher(pair).find())
                .findFirst()
                .map(pair -> address.substring(0, query + 1) + pair)
                .orElse(address.substring(0, query));
    }
}
