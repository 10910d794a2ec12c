package io.mltwin.workspace.storage.blob.batch;

import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.workspace.storage.wire.DataErrors.unsupportedIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.bodyTooLarge;
import static io.mltwin.workspace.storage.wire.RequestErrors.missingHeaderIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Envelope;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.requests.HostToPath;
import io.mltwin.tokencheck.Audiences;
import io.mltwin.tokencheck.Plane;
import io.mltwin.tokencheck.TokenCheck;
import io.mltwin.tokencheck.TokenRefusedException;
import io.mltwin.tokencheck.VerifiedToken;
import io.mltwin.workspace.storage.access.Authorizer;
import io.mltwin.workspace.storage.blob.properties.SetBlobTierHandler;
import io.mltwin.workspace.storage.blob.request.BlobOperation;
import io.mltwin.workspace.storage.blob.request.BlobRequest;
import io.mltwin.workspace.storage.blob.request.BlobRequestParser;
import io.mltwin.workspace.storage.blob.versions.DeleteBlobHandler;
import io.netty.handler.codec.http.HttpResponseStatus;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/**
 * Answers Blob Batch: up to 256 Delete Blob or Set Blob Tier of one account or container in one
 * request. Each is authorized by its own credential and has its own answer; its network address is
 * that of the batch. One that is not well formed, or holds what is not of it, is accepted, changes
 * nothing and has one failed part without a number, as Azure's clients read it.
 */
@Singleton
public record BatchHandler(
        BlobRequestParser parser,
        Authorizer authorizer,
        SetBlobTierHandler tiers,
        DeleteBlobHandler deletes,
        TokenCheck tokens,
        Addresses addresses,
        Clock clock) {
    private static final int LONGEST = 4 << 20;
    private static final String REQUEST_ID = "x-ms-request-id";
    private static final String BEARER = "Bearer ";

    public Response answer(BlobRequest batch, InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw bodyTooLarge(LONGEST);
        }
        String contentType = batch.headers().get("Content-Type");
        missingHeaderIf(contentType == null, "Content-Type");
        String boundary = "batchresponse_" + UUID.randomUUID();
        StringBuilder answers = new StringBuilder();
        try {
            List<BatchBody.Part> parts = BatchBody.read(contentType, bytes);
            List<BlobRequest> all = requests(batch, parts);
            for (int i = 0; i < parts.size(); i++) {
                append(answers, boundary, parts.get(i).contentId(), one(all.get(i)));
            }
        } catch (AzureException refused) {
            if (refused.status() != 400) {
                throw refused;
            }
            append(answers, boundary, null, failed(refused));
        }
        answers.append("--").append(boundary).append("--\r\n");
        return Response.status(202)
                .type("multipart/mixed; boundary=" + boundary)
                .entity(answers.toString().getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private List<BlobRequest> requests(BlobRequest batch, List<BatchBody.Part> parts) {
        String prefix = prefix(batch);
        List<BlobRequest> all = parts.stream()
                .map(part -> parser.ofBatch(batch, part.method(), part.uri(), part.headers(), prefix))
                .toList();
        badRequestIf(
                all.stream().map(BlobRequest::operation).distinct().count() > 1,
                "AllBatchSubRequestsShouldBeSameApi",
                "All batch subrequests should be the same api.");
        return all;
    }

    private static void append(StringBuilder answers, String boundary, String contentId, String answer) {
        answers.append("--").append(boundary).append("\r\nContent-Type: application/http\r\n");
        if (contentId != null) {
            answers.append("Content-ID: ").append(contentId).append("\r\n");
        }
        answers.append("\r\n").append(answer);
    }

    /** Returns the part of the internal path that the host of the request stands for. */
    private static String prefix(BlobRequest batch) {
        String internal = HostToPath.internalPath(batch.context());
        String path = batch.original().path();
        unsupportedIf(!internal.endsWith(path), "A batch on this path");
        return internal.substring(0, internal.length() - path.length());
    }

    /** An answer has the id and the version of its own request, as Azure's batch has them. */
    private String one(BlobRequest asked) {
        try {
            authorizer.authorize(asked, token(asked));
            BlobRequest request = parser.withKey(asked);
            Response answer =
                    request.operation() == BlobOperation.SET_BLOB_TIER ? tiers.set(request) : deletes.delete(request);
            StringBuilder text = head(answer.getStatus(), UUID.randomUUID().toString());
            answer.getStringHeaders().forEach((name, values) -> header(text, name, values.get(0)));
            return text.append("\r\n").toString();
        } catch (AzureException refused) {
            return failed(refused);
        }
    }

    private String failed(AzureException refused) {
        String id = UUID.randomUUID().toString();
        String body = Envelope.BLOB.body(refused.content(), id, id, clock.instant());
        StringBuilder text = head(refused.status(), id);
        header(text, "x-ms-error-code", refused.code());
        header(text, "Content-Type", "application/xml");
        header(text, "Content-Length", String.valueOf(body.getBytes(StandardCharsets.UTF_8).length));
        return text.append("\r\n").append(body).append("\r\n").toString();
    }

    private static StringBuilder head(int status, String id) {
        StringBuilder text = new StringBuilder("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(HttpResponseStatus.valueOf(status).reasonPhrase())
                .append("\r\n");
        header(text, REQUEST_ID, id);
        return text;
    }

    private static void header(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }

    private VerifiedToken token(BlobRequest request) {
        String header = request.headers().get("Authorization");
        if (header == null || !AsciiCase.startsWith(header, BEARER)) {
            return null;
        }
        try {
            return tokens.check(
                    header.substring(BEARER.length()).trim(),
                    Plane.aad("/blob", Envelope.BLOB, Audiences.storage(addresses)));
        } catch (TokenRefusedException refused) {
            throw new AzureException(
                    401, "InvalidAuthenticationInfo", refused.refusal().text());
        }
    }
}
