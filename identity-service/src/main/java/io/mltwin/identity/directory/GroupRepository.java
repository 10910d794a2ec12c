package io.mltwin.identity.directory;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Groups, and who is in them directly or through other groups. */
@Singleton
class GroupRepository implements PanacheRepositoryBase<GroupEntity, String> {

    private static final String TRANSITIVE =
            "with recursive member_of (id) as (select group_id from group_member where member_id = ?1"
                    + " union select m.group_id from group_member m join member_of g on m.member_id = g.id)"
                    + " select id from member_of order by id";

    List<GroupEntity> ofTenant(String tenantId) {
        return list("tenantId = ?1 order by displayName", tenantId);
    }

    List<String> transitiveGroupsOf(String objectId) {
        List<?> rows =
                getEntityManager()
                        .createNativeQuery(TRANSITIVE)
                        .setParameter(1, objectId)
                        .getResultList();
        return rows.stream().map(String::valueOf).toList();
    }

    List<MembershipRow> memberships() {
        return getEntityManager()
                .createQuery(
                        "select g.objectId, m from GroupEntity g join g.members m",
                        MembershipRow.class)
                .getResultList();
    }

    /** One direct membership. */
    record MembershipRow(String groupId, String memberId) {}
}
