package io.mltwin.telemetry.traces;

import io.mltwin.armweb.AzureException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** OpenTelemetry's OTLP over HTTP (1.0), protobuf, for the platform's services only. */
@Path("/v1/traces")
public class OtlpResource {

    private static final String PROTOBUF = "application/x-protobuf";
    private static final int LARGEST = 8 << 20;

    private final TraceService service;

    OtlpResource(TraceService service) {
        this.service = service;
    }

    /** Returns an empty {@code ExportTraceServiceResponse}: everything was taken. */
    @POST
    @Consumes(MediaType.WILDCARD)
    public Response export(
            byte[] body, @HeaderParam("Content-Type") String type, @HeaderParam("Content-Encoding") String encoding) {
        if (type == null || !type.startsWith(PROTOBUF) || encoding != null) {
            throw new AzureException(415, "UnsupportedMediaType", "Send OTLP as %s, not compressed.", PROTOBUF);
        }
        if (body.length > LARGEST) {
            throw new AzureException(413, "RequestEntityTooLarge", "Send at most 8 MB of spans.");
        }
        service.store(OtlpReader.read(body));
        return Response.ok(new byte[0], PROTOBUF).build();
    }
}
