package io.mltwin.identity.directory.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.Json;
import io.mltwin.tokencheck.CallerContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Builds responses of Microsoft Graph: one object, a page of many, a count. */
@Singleton
record GraphResponses(GraphPages pages, CallerContext caller, HttpHeaders headers) {

    JsonNode list(GraphType type, List<ObjectNode> all) {
        return pages.page(all, query(type));
    }

    /** Returns the answer to {@code /$count}, as text. */
    Response count(GraphType type, List<ObjectNode> all) {
        return Response.ok(String.valueOf(pages.count(all, query(type))))
                .type("text/plain")
                .build();
    }

    ObjectNode one(GraphType type, ObjectNode object) {
        ObjectNode answer = Json.object();
        answer.put("@odata.context", pages.context(type) + "/$entity");
        answer.setAll(query(type).shown(object));
        return answer;
    }

    Response created(GraphType type, ObjectNode object) {
        ObjectNode answer = Json.object();
        answer.put("@odata.context", pages.context(type) + "/$entity");
        answer.setAll(object);
        return Response.status(201).entity(answer).build();
    }

    private GraphQuery query(GraphType type) {
        return GraphQuery.read(caller.request(), type, headers.getHeaderString("ConsistencyLevel"));
    }
}
