package io.mltwin.workspace.storage.file;

import io.mltwin.armweb.HostToPath;
import io.mltwin.armweb.OriginalRequest;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.workspace.storage.access.Authorizer;
import io.mltwin.workspace.storage.access.Grant;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.signature.QueryParameters;
import io.mltwin.workspace.storage.wire.ClientBody;
import io.mltwin.workspace.storage.wire.DataErrors;
import io.mltwin.workspace.storage.wire.RequestErrors;
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
    private final ShareAnswers ofShares;
    private final EntryAnswers ofEntries;

    FileResource(
            StorageAccountService accounts,
            ShareService shares,
            Authorizer authorizer,
            CallerContext caller,
            ShareAnswers ofShares,
            EntryAnswers ofEntries) {
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
        ServiceVersion.echo(context, QueryParameters.parse(OriginalRequest.of(context).query()));
        throw DataErrors.corsNotEnabled();
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
    public Response put(@Context RoutingContext context, InputStream body) throws IOException {
        return answer(context, new ClientBody(body));
    }

    @POST
    public Response post(@Context RoutingContext context, InputStream body) throws IOException {
        return answer(context, new ClientBody(body));
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
        FileCall asked = read(context);
        Grant grant = authorizer.authorize(asked);
        FileCall call =
                asked.operation().mayNeedKey() ? asked.of(accounts.opened(asked.account())) : asked;
        return switch (call.operation()) {
            case LIST_SHARES -> ofShares.list(call);
            case GET_SERVICE_PROPERTIES -> ofShares.serviceProperties();
            case CREATE_SHARE -> ofShares.create(call);
            case GET_SHARE -> ofShares.get(call);
            case SET_SHARE -> ofShares.set(call);
            case GET_SHARE_ACL -> ofShares.getAcl(call);
            case SET_SHARE_ACL -> ofShares.setAcl(call, body);
            case GET_SHARE_STATISTICS -> ofShares.statistics(call);
            case DELETE_SHARE -> ofShares.delete(call);
            case LIST -> ofEntries.list(call);
            case CREATE_DIRECTORY -> ofEntries.createDirectory(call);
            case GET_DIRECTORY -> ofEntries.properties(call, true, grant);
            case SET_DIRECTORY_METADATA -> ofEntries.setMetadata(call, true);
            case DELETE_DIRECTORY -> ofEntries.delete(call, true);
            case CREATE_FILE -> ofEntries.createFile(call, grant);
            case PUT_RANGE -> ofEntries.putRange(call, body);
            case LIST_RANGES -> ofEntries.ranges(call);
            case GET_FILE -> ofEntries.get(call, grant);
            case GET_FILE_PROPERTIES -> ofEntries.properties(call, false, grant);
            case SET_FILE_PROPERTIES -> ofEntries.setProperties(call);
            case SET_FILE_METADATA -> ofEntries.setMetadata(call, false);
            case DELETE_FILE -> ofEntries.delete(call, false);
        };
    }

    private FileCall read(RoutingContext context) {
        OriginalRequest original = OriginalRequest.of(context);
        QueryParameters query = QueryParameters.parse(original.query());
        ServiceVersion.echo(context, query);
        FileAddress address = FileAddress.parse(HostToPath.internalPath(context));
        StorageAccount account =
                accounts.find(address.account())
                        .orElseThrow(() -> DataErrors.accountNotFound(address.account()));
        FileOperation operation = FileOperation.of(original.method(), address, query);
        for (String name :
                new String[] {"x-ms-lease-id", "x-ms-copy-source", "x-ms-structured-body"}) {
            if (context.request().headers().contains(name)) {
                throw DataErrors.unsupported("The header " + name + " in the File service");
            }
        }
        if (caller.tokenOrNull() != null
                && operation.isData()
                && !"backup".equals(context.request().getHeader("x-ms-file-request-intent"))) {
            throw RequestErrors.missingHeader("x-ms-file-request-intent");
        }
        return new FileCall(context, original, account, address, operation, query, shares);
    }
}
