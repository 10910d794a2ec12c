package io.mltwin.identity.directory;

import static io.mltwin.identity.directory.DirectoryErrors.notFound;
import static io.mltwin.identity.directory.DirectoryErrors.referenceExists;

import io.mltwin.encoding.AsciiCase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Security groups of a tenant with their members of any kind, as Microsoft Graph shows and changes
 * them. A group may be in a group; groups that contain each other do no harm.
 */
@ApplicationScoped
public class GroupDirectory {

    private final GroupRepository groups;
    private final TenantRepository tenants;
    private final DirectoryReferences references;
    private final DirectoryCache cache;
    private final Clock clock;

    GroupDirectory(
            GroupRepository groups,
            TenantRepository tenants,
            DirectoryReferences references,
            DirectoryCache cache,
            Clock clock) {
        this.groups = groups;
        this.tenants = tenants;
        this.references = references;
        this.cache = cache;
        this.clock = clock;
    }

    @Transactional
    public List<DirectoryGroup> list(String tenantId) {
        return groups.ofTenant(tenantId).stream().map(DirectoryMapper::group).toList();
    }

    @Transactional
    public Optional<DirectoryGroup> find(String objectId, String tenantId) {
        return groups.findByIdOptional(AsciiCase.lower(objectId))
                .filter(row -> row.tenantId().equals(tenantId))
                .map(DirectoryMapper::group);
    }

    @Transactional
    public DirectoryGroup create(String tenantId, String displayName, String description, String mailNickname) {
        tenants.requireRoom(tenantId);
        GroupEntity row = new GroupEntity(UUID.randomUUID().toString(), tenantId);
        row.describe(displayName, description, mailNickname);
        row.created(clock.instant().truncatedTo(ChronoUnit.MICROS));
        groups.persistAndFlush(row);
        return DirectoryMapper.group(row);
    }

    @Transactional
    public void update(String objectId, String displayName, String description, String mailNickname) {
        required(objectId).describe(displayName, description, mailNickname);
    }

    @Transactional
    public void delete(String objectId) {
        GroupEntity row = required(objectId);
        references.deleteAllOf(objectId);
        groups.delete(row);
    }

    /** Returns the object ids of the members. */
    @Transactional
    public List<String> members(String groupId, boolean transitive) {
        return transitive ? groups.transitiveMembersOf(groupId) : groups.membersOf(groupId);
    }

    /** Returns the object ids of the groups that a principal is in. */
    @Transactional
    public List<String> groupsOf(String objectId, boolean transitive) {
        return transitive ? groups.transitiveGroupsOf(objectId) : groups.groupsOf(objectId);
    }

    @Transactional
    public void addMember(String groupId, String memberId) {
        cache.invalidate();
        if (!groups.addMember(groupId, memberId)) {
            throw referenceExists("members");
        }
    }

    @Transactional
    public void removeMember(String groupId, String memberId) {
        cache.invalidate();
        if (!groups.removeMember(groupId, memberId)) {
            throw notFound(memberId);
        }
    }

    private GroupEntity required(String objectId) {
        return groups.findByIdOptional(objectId).orElseThrow(() -> notFound(objectId));
    }
}
