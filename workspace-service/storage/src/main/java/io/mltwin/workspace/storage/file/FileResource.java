package io.mltwin.workspace.storage.file;

import static io.mltwin.workspace.storage.wire.DataErrors.accountNotFound;
import static io.mltwin.workspace.storage.wire.DataErrors.corsNotEnabled;
import static io.mltwin.workspace.storage.wire.DataErrors.unsupported;
import static io.mltwin.workspace.storage.wire.RequestErrors.missingHeaderIf;

import io.mltwin.armweb.OriginalRequest;
import io.mltwin.platform.bodies.StreamedBody;
import io.mltwin.platform.requests.HostToPath;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.workspace.storage.access.Authorizer;
import io.mltwin.workspace.storage.access.Grant;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.signature.QueryParameters;
import io.mltwin.workspace.storage.wire.ClientBody;
import io.mltwin.workspace.storage.wire.ServiceVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/**
 * The File service's REST interface on {@code account.file.core.BASE} (2018-11-09 to 2026-04-06):
 * shares, directories, files and their ranges.
 *
 * <p>Deviation: leases, copies, renames, snapshots and handles of files are not built, and an Azure
 * AD token counts with backup intent alone.
 */
@Path("/file/{path:.*}")
public class FileResource {

    private final StorageAccountService accounts;
    private final ShareService shares;
    private final Authorizer authorizer;
    private final CallerContext caller;
    private final ShareHandler ofShares;
    private final EntryHandler ofEntries;

    FileResource(
            StorageAccountService accounts,
            ShareService shares,
            Authorizer authorizer,
            CallerContext caller,
            ShareHandler ofShares,
            EntryHandler ofEntries) {
        this.accounts = accounts;
        this.shares = shares;
        this.authorizer = authorizer;
        this.caller = caller;
        this.ofShares = ofShares;
        this.ofEntries = ofEntries;
    }

    /** Preflight of a browser: no account has rules for other origins. */
    @OPTIONS
    public Response preflight(@Context RoutingContext context) {
        ServiceVersion.echo(
                context, QueryParameters.parse(OriginalRequest.of(context).query()));
        throw corsNotEnabled();
    }

    @GET
    public Response get(@Context RoutingContext context) throws IOException {
        return answer(context, InputStream.nullInputStream());
    }

    @HEAD
    public Response head(@Context RoutingContext context) throws IOException {
        return answer(context, InputStream.nullInputStream());
    }

    @PUT
    public Response put(@Context RoutingContext context) throws IOException {
        return withBody(context);
    }

    @POST
    public Response post(@Context RoutingContext context) throws IOException {
        return withBody(context);
    }

    private Response withBody(RoutingContext context) throws IOException {
        try (InputStream body = StreamedBody.of(context)) {
            return answer(context, new ClientBody(body));
        }
    }

    /** Nothing takes it, which is said in Azure's form. */
    @PATCH
    public Response patch(@Context RoutingContext context) throws IOException {
        return answer(context, InputStream.nullInputStream());
    }

    @DELETE
    public Response delete(@Context RoutingContext context) throws IOException {
        return answer(context, InputStream.nullInputStream());
    }

    private Response answer(RoutingContext context, InputStream body) throws IOException {
        FileRequest asked = read(context);
        Grant grant = authorizer.authorize(asked);
        FileRequest request = asked.operation().mayNeedKey() ? asked.of(accounts.opened(asked.account())) : asked;
        return switch (request.operation()) {
            case LIST_SHARES -> ofShares.list(request);
            case GET_SERVICE_PROPERTIES -> ofShares.serviceProperties();
            case CREATE_SHARE -> ofShares.create(request);
            case GET_SHARE -> ofShares.get(request);
            case SET_SHARE -> ofShares.set(request);
            case GET_SHARE_ACL -> ofShares.getAcl(request);
            case SET_SHARE_ACL -> ofShares.setAcl(request, body);
            case GET_SHARE_STATISTICS -> ofShares.statistics(request);
            case DELETE_SHARE -> ofShares.delete(request);
            case LIST -> ofEntries.list(request);
            case CREATE_DIRECTORY -> ofEntries.createDirectory(request);
            case GET_DIRECTORY -> ofEntries.properties(request, true, grant);
            case SET_DIRECTORY_METADATA -> ofEntries.setMetadata(request, true);
            case DELETE_DIRECTORY -> ofEntries.delete(request, true);
            case CREATE_FILE -> ofEntries.createFile(request, grant);
            case PUT_RANGE -> ofEntries.putRange(request, body);
            case LIST_RANGES -> ofEntries.ranges(request);
            case GET_FILE -> ofEntries.get(request, grant);
            case GET_FILE_PROPERTIES -> ofEntries.properties(request, false, grant);
            case SET_FILE_PROPERTIES -> ofEntries.setProperties(request);
            case SET_FILE_METADATA -> ofEntries.setMetadata(request, false);
            case DELETE_FILE -> ofEntries.delete(request, false);
        };
    }

    private FileRequest read(RoutingContext context) {
        OriginalRequest original = OriginalRequest.of(context);
        QueryParameters query = QueryParameters.parse(original.query());
        ServiceVersion.echo(context, query);
        FileAddress address = FileAddress.parse(HostToPath.internalPath(context));
        StorageAccount account = accounts.find(address.account()).orElseThrow(() -> accountNotFound(address.account()));
        FileOperation operation = FileOperation.of(original.method(), address, query);
        for (String name : new String[] {"x-ms-lease-id", "x-ms-copy-source", "x-ms-structured-body"}) {
            if (context.request().headers().contains(name)) {
                throw unsupported("The header " + name + " in the File service");
            }
        }
        missingHeaderIf(
                caller.tokenOrNull() != null
                        && operation.isData()
                        && !"backup".equals(context.request().getHeader("x-ms-file-request-intent")),
                "x-ms-file-request-intent");
        return new FileRequest(context, original, account, address, operation, query, shares);
    }
}
