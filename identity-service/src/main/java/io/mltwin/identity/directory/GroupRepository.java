package io.mltwin.identity.directory;

import io.mltwin.resourceprovider.Queries;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Groups and their members, direct or through other groups. */
@Singleton
class GroupRepository implements PanacheRepositoryBase<GroupEntity, String> {

    // a set, so that groups which contain each other end the search
    private static final String ABOVE =
            "with recursive member_of (id) as (select group_id from group_member where member_id ="
                    + " ?1 union select m.group_id from group_member m join member_of g on m.member_id"
                    + " = g.id) select id from member_of order by id";
    private static final String BELOW =
            "with recursive has_member (id) as (select member_id from group_member where group_id ="
                    + " ?1 union select m.member_id from group_member m join has_member g on m.group_id"
                    + " = g.id) select id from has_member order by id";

    List<GroupEntity> ofTenant(String tenantId) {
        return list("tenantId = ?1 order by displayName", tenantId);
    }

    List<String> transitiveGroupsOf(String objectId) {
        return ids(ABOVE, objectId);
    }

    List<String> transitiveMembersOf(String groupId) {
        return ids(BELOW, groupId);
    }

    List<String> groupsOf(String objectId) {
        return ids("select group_id from group_member where member_id = ?1 order by group_id", objectId);
    }

    List<String> membersOf(String groupId) {
        return ids("select member_id from group_member where group_id = ?1 order by member_id", groupId);
    }

    /** Adds a member. Returns false when it is one already. */
    boolean addMember(String groupId, String memberId) {
        return change(
                "insert into group_member (group_id, member_id) values (?1, ?2) on conflict do" + " nothing",
                groupId,
                memberId);
    }

    /** Removes a member. Returns false when it is none. */
    boolean removeMember(String groupId, String memberId) {
        return change("delete from group_member where group_id = ?1 and member_id = ?2", groupId, memberId);
    }

    /** Removes the member from every group. */
    void removeFromAll(String memberId) {
        Queries.sql(getEntityManager(), "delete from group_member where member_id = ?1", memberId)
                .executeUpdate();
    }

    List<MembershipRow> memberships() {
        return getEntityManager()
                .createQuery("select g.objectId, m from GroupEntity g join g.members m", MembershipRow.class)
                .getResultList();
    }

    private List<String> ids(String query, String objectId) {
        List<?> rows = Queries.sql(getEntityManager(), query, objectId).getResultList();
        return rows.stream().map(String::valueOf).toList();
    }

    private boolean change(String statement, String groupId, String memberId) {
        return Queries.sql(getEntityManager(), statement, groupId, memberId).executeUpdate() > 0;
    }

    /** One direct membership. */
    record MembershipRow(String groupId, String memberId) {}
}
