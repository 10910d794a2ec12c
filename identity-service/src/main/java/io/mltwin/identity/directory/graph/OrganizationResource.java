package io.mltwin.identity.directory.graph;

import static io.mltwin.identity.directory.DirectoryErrors.notFound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.Json;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.Tenant;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** Microsoft Graph v1.0: the tenant itself and its verified domains, for reading. */
@Path("/graph")
@Produces(MediaType.APPLICATION_JSON)
class OrganizationResource {

    private final GraphAuthorizer graph;
    private final DirectoryService directory;
    private final GraphResponses answers;

    OrganizationResource(GraphAuthorizer graph, DirectoryService directory, GraphResponses answers) {
        this.graph = graph;
        this.directory = directory;
        this.answers = answers;
    }

    @GET
    @Path("v1.0/organization")
    public JsonNode organizations() {
        return answers.list(GraphType.ORGANIZATION, List.of((ObjectNode) Json.tree(organization())));
    }

    @GET
    @Path("v1.0/organization/{id}")
    public JsonNode organization(@RestPath String id) {
        GraphBody.Organization organization = organization();
        if (!AsciiCase.equal(organization.id(), id)) {
            throw notFound(id);
        }
        return answers.one(GraphType.ORGANIZATION, (ObjectNode) Json.tree(organization));
    }

    @GET
    @Path("v1.0/domains")
    public JsonNode domains() {
        List<String> names = tenant().domains();
        return answers.list(
                GraphType.DOMAIN,
                names.stream()
                        .map(name -> (ObjectNode) Json.tree(new GraphBody.Domain(
                                name,
                                "Managed",
                                true,
                                name.equals(names.get(0)),
                                name.equals(names.get(0)),
                                true,
                                true,
                                List.of())))
                        .toList());
    }

    private GraphBody.Organization organization() {
        Tenant tenant = tenant();
        List<String> names = tenant.domains();
        return new GraphBody.Organization(
                GraphType.ORGANIZATION.odataType(),
                tenant.tenantId(),
                tenant.displayName(),
                "AAD",
                names.stream()
                        .map(name -> new GraphBody.VerifiedDomain(
                                "", name.equals(names.get(0)), name.equals(names.get(0)), name, "Managed"))
                        .toList());
    }

    private Tenant tenant() {
        GraphCaller caller = graph.requireRead(GraphArea.OBJECTS);
        return directory.tenant(caller.tenantId()).orElseThrow(() -> notFound(caller.tenantId()));
    }
}
