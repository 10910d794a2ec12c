package io.mltwin.identity.directory.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** Microsoft Graph v1.0: {@code /$count} of the directory's collections. */
@Path("/graph")
class CountResource {

    private final UserService users;
    private final GroupService groups;
    private final ApplicationService applications;
    private final PrincipalService principals;
    private final GraphResponses answers;

    CountResource(
            UserService users,
            GroupService groups,
            ApplicationService applications,
            PrincipalService principals,
            GraphResponses answers) {
        this.users = users;
        this.groups = groups;
        this.applications = applications;
        this.principals = principals;
        this.answers = answers;
    }

    @GET
    @Path("v1.0/{collection:users|groups|applications|servicePrincipals}/{count:\\$count}")
    public Response count(@RestPath String collection) {
        GraphType type = GraphType.ofCollection(collection);
        List<ObjectNode> all = switch (type) {
            case USER -> users.list();
            case GROUP -> groups.list();
            case APPLICATION -> applications.list();
            default -> principals.list();
        };
        return answers.count(type, all);
    }
}
