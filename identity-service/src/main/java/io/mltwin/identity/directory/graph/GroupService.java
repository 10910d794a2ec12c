package io.mltwin.identity.directory.graph;

import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.identity.directory.DirectoryErrors.missingProperty;
import static io.mltwin.identity.directory.DirectoryErrors.notFound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.Rules;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.DirectoryGroup;
import io.mltwin.identity.directory.DirectoryOwners;
import io.mltwin.identity.directory.GroupDirectory;
import io.mltwin.identity.rbac.access.AccessService;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Groups through Microsoft Graph. A new member has the group's roles with the answer, and a removed
 * one has lost them. Deviation: security groups only, none with a mailbox or a rule of membership.
 */
@Singleton
record GroupService(
        GraphAuthorizer graph,
        GraphObjects objects,
        GroupDirectory groups,
        DirectoryOwners owners,
        AccessService access) {

    private static final String TYPE = "Group";
    private static final String MEMBERS = "members@odata.bind";
    private static final String OWNERS = "owners@odata.bind";
    private static final Rules<JsonNode> RULES = GraphPayload.rules(
                    "description", "displayName", "mailEnabled", "mailNickname", "securityEnabled", MEMBERS, OWNERS)
            .notBuiltIfAsked(
                    "Microsoft Graph's property '%s'",
                    "groupTypes",
                    "isAssignableToRole",
                    "membershipRule",
                    "membershipRuleProcessingState",
                    "visibility");

    List<ObjectNode> list() {
        GraphCaller caller = graph.requireRead(GraphArea.GROUPS);
        return groups.list(caller.tenantId()).stream().map(objects::show).toList();
    }

    ObjectNode get(String id) {
        return objects.show(readable(id));
    }

    /** Returns the group; refuses first a caller that may not read it, then an unknown group. */
    DirectoryGroup readable(String id) {
        GraphCaller caller = graph.requireRead(GraphArea.GROUPS, AsciiCase.lower(id));
        return groups.find(id, caller.tenantId()).orElseThrow(() -> notFound(id));
    }

    ObjectNode create(GraphPayload body) {
        GraphCaller caller = graph.requireCreate(GraphArea.GROUPS);
        checked(body);
        for (String flag : List.of("mailEnabled", "securityEnabled")) {
            if (!body.has(flag)) {
                throw missingProperty(flag, TYPE);
            }
        }
        String name = body.required("displayName", null, TYPE);
        String nickname = body.required("mailNickname", null, TYPE);
        List<String> members = principals(body, MEMBERS, caller.tenantId());
        List<String> further = principals(body, OWNERS, caller.tenantId());
        DirectoryGroup group = groups.create(caller.tenantId(), name, body.text("description"), nickname);
        if (caller.isUser()) {
            owners.add(group.objectId(), caller.objectId());
        }
        further.forEach(owner -> owners.add(group.objectId(), owner));
        members.forEach(member -> groups.addMember(group.objectId(), member));
        access.refresh();
        return objects.show(group);
    }

    void update(String id, GraphPayload body) {
        DirectoryGroup group = changeable(GraphArea.GROUPS, id);
        checked(body);
        List<String> members = principals(body, MEMBERS, group.tenantId());
        groups.update(
                group.objectId(),
                body.required("displayName", group.displayName(), TYPE),
                body.text("description", group.description()),
                body.text("mailNickname", group.mailNickname()));
        if (!members.isEmpty()) {
            members.forEach(member -> groups.addMember(group.objectId(), member));
            access.refresh();
        }
    }

    void delete(String id) {
        groups.delete(changeable(GraphArea.GROUPS, id).objectId());
        access.refresh();
    }

    List<ObjectNode> members(String id, boolean transitive) {
        DirectoryGroup group = readable(id);
        return objects.all(groups.members(group.objectId(), transitive), group.tenantId());
    }

    void addMember(String id, GraphPayload reference) {
        DirectoryGroup group = changeable(GraphArea.MEMBERS, id);
        String member = objects.principal(reference.required("@odata.id", null, "reference"), group.tenantId())
                .objectId();
        groups.addMember(group.objectId(), member);
        access.refresh();
    }

    void removeMember(String id, String memberId) {
        DirectoryGroup group = changeable(GraphArea.MEMBERS, id);
        groups.removeMember(group.objectId(), AsciiCase.lower(memberId));
        access.refresh();
    }

    private DirectoryGroup changeable(GraphArea area, String id) {
        GraphCaller caller = graph.requireChange(area, AsciiCase.lower(id));
        return groups.find(id, caller.tenantId()).orElseThrow(() -> notFound(id));
    }

    private static void checked(GraphPayload body) {
        body.allow(RULES);
        notBuiltIf(
                body.truth("mailEnabled", false) || !body.truth("securityEnabled", true),
                "A group that is no plain security group");
    }

    private List<String> principals(GraphPayload body, String property, String tenantId) {
        List<String> ids = new ArrayList<>();
        for (String reference : body.texts(property, List.of())) {
            ids.add(objects.principal(reference, tenantId).objectId());
        }
        return ids.stream().distinct().toList();
    }
}
