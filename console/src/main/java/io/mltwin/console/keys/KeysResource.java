package io.mltwin.console.keys;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.AzureException;
import io.mltwin.console.page.PageWriter;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.parts.ConcurrentParts;
import io.mltwin.console.parts.Part;
import io.mltwin.console.parts.PartGroup;
import io.mltwin.console.session.CurrentSession;
import io.mltwin.console.workspaces.Workspace;
import io.mltwin.console.workspaces.WorkspaceAddress;
import io.mltwin.console.workspaces.WorkspaceChooser;
import io.mltwin.console.workspaces.WorkspaceId;
import io.mltwin.console.workspaces.Workspaces;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/** The keys of a workspace: what lies under which, changing them, and what stops. */
@Path("/console/keys")
public class KeysResource {

    private static final String PAGE = "keys";
    private static final String WORKSPACE = "/{subscription}/{group}/{workspace}";
    private static final int OK = 200;

    private final PageWriter pages;
    private final CurrentSession session;
    private final Workspaces workspaces;
    private final WorkspaceChooser chooser;
    private final Surfaces surfaces;
    private final Probes probes;
    private final ConcurrentParts parts;
    private final VaultKeys keys;
    private final BlobProbe blobs;

    KeysResource(
            PageWriter pages,
            CurrentSession session,
            Workspaces workspaces,
            WorkspaceChooser chooser,
            Surfaces surfaces,
            Probes probes,
            ConcurrentParts parts,
            VaultKeys keys,
            BlobProbe blobs) {
        this.pages = pages;
        this.session = session;
        this.workspaces = workspaces;
        this.chooser = chooser;
        this.surfaces = surfaces;
        this.probes = probes;
        this.parts = parts;
        this.keys = keys;
        this.blobs = blobs;
    }

    /** Shows the workspaces to choose from. */
    @GET
    public Response choose(RoutingContext context) {
        session.require();
        return chooser.show(context, texts().title(), PAGE);
    }

    /** Shows the page. */
    @GET
    @Path(WORKSPACE)
    public Response show(RoutingContext context, @BeanParam WorkspaceAddress address, @RestQuery String live) {
        session.require();
        return show(context, OK, address.id(), isLive(live), null);
    }

    /** Shows the probes alone. */
    @GET
    @Path(WORKSPACE + "/probes")
    public Response probes(RoutingContext context, @BeanParam WorkspaceAddress address, @RestQuery String live) {
        session.require();
        WorkspaceId id = address.id();
        List<Probe> made = probes.of(workspaces.get(id));
        return pages.write(
                KeyTemplates.probes(pages.frame(context, texts().probesTitle(), PAGE), id, made, isLive(live)));
    }

    /** Rotates, disables or enables a key. */
    @POST
    @Path(WORKSPACE + "/change")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response change(
            RoutingContext context,
            @BeanParam WorkspaceAddress address,
            @RestForm String vault,
            @RestForm String key,
            @RestForm String change) {
        session.require();
        WorkspaceId id = address.id();
        badRequestIf(!KeyReference.isValid(vault, key), "BadRequest", "The form names no key of a vault.");
        try {
            return pages.leadAfterAction(id.address(PAGE), change(vault, key, change));
        } catch (AzureException refused) {
            return show(context, refused.status(), id, true, ShownError.of(refused));
        }
    }

    /** Writes a blob that the probe can read. */
    @POST
    @Path(WORKSPACE + "/blob")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response writeBlob(RoutingContext context, @BeanParam WorkspaceAddress address) {
        session.require();
        WorkspaceId id = address.id();
        try {
            blobs.write(workspaces.get(id));
            return pages.leadAfterAction(id.address(PAGE), texts().blobWritten());
        } catch (AzureException refused) {
            return show(context, refused.status(), id, true, ShownError.of(refused));
        }
    }

    private String change(String vault, String key, String change) {
        switch (orEmpty(change)) {
            case "rotate" -> {
                keys.rotate(vault, key);
                return texts().rotated(key);
            }
            case "disable" -> {
                keys.enable(vault, key, false);
                return texts().isDisabled(key);
            }
            case "enable" -> {
                keys.enable(vault, key, true);
                return texts().isEnabled(key);
            }
            default -> throw badRequest("BadRequest", "A key is rotated, disabled or enabled.");
        }
    }

    private Response show(RoutingContext context, int status, WorkspaceId id, boolean live, ShownError problem) {
        Workspace workspace = workspaces.get(id);
        PartGroup group = parts.group();
        Part<List<Surface>> found = group.add(() -> surfaces.of(workspace));
        Part<List<Probe>> made = group.add(() -> probes.of(workspace));
        group.read();
        return pages.write(
                status,
                KeyTemplates.keys(
                        pages.frame(context, texts().title(), PAGE),
                        workspace.id(),
                        found.value(),
                        made.value(),
                        live,
                        problem));
    }

    private static boolean isLive(String live) {
        return !"no".equals(live);
    }

    private KeyTexts texts() {
        return pages.texts(KeyTexts.class);
    }
}
