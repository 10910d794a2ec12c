package io.mltwin.workspace.storage.blob.batch;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Envelope;
import io.mltwin.armweb.HostToPath;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
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
import io.mltwin.workspace.storage.wire.DataErrors;
import io.mltwin.workspace.storage.wire.RequestErrors;
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
 * that of the batch.
 */
@Singleton
public class BatchHandler {

    private static final int LONGEST = 4 << 20;
    private static final String REQUEST_ID = "x-ms-request-id";
    private static final String BEARER = "Bearer ";

    private final BlobRequestParser parser;
    private final Authorizer authorizer;
    private final SetBlobTierHandler tiers;
    private final DeleteBlobHandler deletes;
    private final TokenCheck tokens;
    private final Addresses addresses;
    private final Clock clock;

    BatchHandler(
            BlobRequestParser parser,
            Authorizer authorizer,
            SetBlobTierHandler tiers,
            DeleteBlobHandler deletes,
            TokenCheck tokens,
            Addresses addresses,
            Clock clock) {
        this.parser = parser;
        this.authorizer = authorizer;
        this.tiers = tiers;
        this.deletes = deletes;
        this.tokens = tokens;
        this.addresses = addresses;
        this.clock = clock;
    }

    public Response answer(BlobRequest batch, InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw RequestErrors.bodyTooLarge(LONGEST);
        }
        List<BatchBody.Part> parts = BatchBody.read(batch.headers().get("Content-Type"), bytes);
        List<BlobRequest> all =
                parts.stream()
                        .map(
                                part ->
                                        parser.ofBatch(
                                                batch,
                                                part.method(),
                                                part.uri(),
                                                part.headers(),
                                                prefix(batch)))
                        .toList();
        if (all.stream().map(BlobRequest::operation).distinct().count() > 1) {
            throw new AzureException(
                    400, "InvalidInput", "All requests of a batch are of one operation.");
        }
        String boundary = "batchresponse_" + UUID.randomUUID();
        StringBuilder answers = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            answers.append("--").append(boundary).append("\r\nContent-Type: application/http\r\n");
            String contentId = parts.get(i).contentId();
            if (contentId != null) {
                answers.append("Content-ID: ").append(contentId).append("\r\n");
            }
            answers.append("\r\n").append(one(all.get(i)));
        }
        answers.append("--").append(boundary).append("--\r\n");
        return Response.status(202)
                .type("multipart/mixed; boundary=" + boundary)
                .entity(answers.toString().getBytes(StandardCharsets.UTF_8))
                .build();
    }

    /** Returns the part of the internal path that the host of the request stands for. */
    private static String prefix(BlobRequest batch) {
        String internal = HostToPath.internalPath(batch.context());
        String path = batch.original().path();
        if (!internal.endsWith(path)) {
            throw DataErrors.unsupported("A batch on this path");
        }
        return internal.substring(0, internal.length() - path.length());
    }

    /** An answer has the id and the version of its own request, as Azure's batch has them. */
    private String one(BlobRequest asked) {
        StringBuilder text = new StringBuilder();
        String id = UUID.randomUUID().toString();
        try {
            authorizer.authorize(asked, token(asked));
            BlobRequest request = parser.withKey(asked);
            Response answer =
                    request.operation() == BlobOperation.SET_BLOB_TIER
                            ? tiers.set(request)
                            : deletes.delete(request);
            head(text, answer.getStatus());
            header(text, REQUEST_ID, id);
            answer.getStringHeaders().forEach((name, values) -> header(text, name, values.get(0)));
            return text.append("\r\n").toString();
        } catch (AzureException refused) {
            String body = Envelope.BLOB.body(refused.content(), id, id, clock.instant());
            head(text, refused.status());
            header(text, REQUEST_ID, id);
            header(text, "x-ms-error-code", refused.code());
            header(text, "Content-Type", "application/xml");
            header(
                    text,
                    "Content-Length",
                    String.valueOf(body.getBytes(StandardCharsets.UTF_8).length));
            return text.append("\r\n").append(body).append("\r\n").toString();
        }
    }

    private static void head(StringBuilder text, int status) {
        text.append("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(HttpResponseStatus.valueOf(status).reasonPhrase())
                .append("\r\n");
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
            throw new AzureException(401, "InvalidAuthenticationInfo", refused.refusal().text());
        }
    }
}
