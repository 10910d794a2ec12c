package io.mltwin.platform.reset;

import static io.mltwin.armweb.AzureException.badRequestIf;

import io.mltwin.platform.reset.ResetResource.PauseBody;
import io.mltwin.platform.reset.SnapshotFiles.SnapshotBody;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Keeps and loads this service's part of snapshots for the administrator, as the launcher asks all six. */
@Path("/_mltwin/snapshots")
public class SnapshotResource {

    private final ResetService service;
    private final SnapshotFiles files;

    SnapshotResource(ResetService service, SnapshotFiles files) {
        this.service = service;
        this.files = files;
    }

    /**
     * What is to be done with a snapshot; what an operation does not need is null.
     *
     * @param id to save it under, the same at all services
     * @param epoch that a load begins
     * @param offset place in the archive to read or write at
     * @param content bytes of the archive from there on
     */
    public record SnapshotRequest(String name, String id, long epoch, long offset, byte[] content) {}

    /** Bytes of an archive; none at its end. */
    public record ContentBody(byte[] content) {}

    @GET
    public List<SnapshotBody> list() throws IOException, SQLException {
        return files.list();
    }

    /** Pauses the service without emptying it: for a save. */
    @POST
    @Path("hold")
    public void hold(PauseBody body) throws SQLException, InterruptedException {
        service.hold(ResetResource.pass(body));
    }

    @POST
    @Path("save")
    public void save(SnapshotRequest request) throws IOException, SQLException {
        service.save(required(request).name(), request.id());
    }

    /** Empties the service as a reset does, then fills it. */
    @POST
    @Path("load")
    public void load(SnapshotRequest request) throws IOException, SQLException {
        service.load(required(request).name(), request.epoch());
    }

    @POST
    @Path("delete")
    public void delete(SnapshotRequest request) throws IOException {
        files.delete(required(request).name());
    }

    @POST
    @Path("read")
    public ContentBody read(SnapshotRequest request) throws IOException {
        return new ContentBody(files.read(required(request).name(), request.offset()));
    }

    @POST
    @Path("write")
    public void write(SnapshotRequest request) throws IOException {
        badRequestIf(required(request).content() == null, "InvalidRequestContent", "Give 'content'.");
        files.write(request.name(), request.offset(), request.content());
    }

    private static SnapshotRequest required(SnapshotRequest request) {
        badRequestIf(request == null || request.offset() < 0, "InvalidRequestContent", "Give {\"name\": \"…\"}.");
        return request;
    }
}
