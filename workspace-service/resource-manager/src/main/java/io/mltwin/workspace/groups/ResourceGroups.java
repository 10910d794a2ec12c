package io.mltwin.workspace.groups;

import static io.mltwin.armweb.ArmErrors.resourceGroupNotFound;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.groups.ResourceGroupEntity.ResourceGroupRepository;
import io.mltwin.workspace.groups.ResourceGroupService.ResourceGroupMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Knows the resource groups of subscriptions. */
@ApplicationScoped
public class ResourceGroups {

    /** A resource group as other features see it. */
    public record ResourceGroup(ArmResourceId id, String location, JsonNode tags) {}

    private final ResourceGroupRepository rows;
    private final Clock clock;

    public ResourceGroups(ResourceGroupRepository rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Transactional
    public boolean exists(ArmResourceId group) {
        return rows.findById(group.key()) != null;
    }

    @Transactional
    public List<ResourceGroup> ofSubscription(String subscriptionId) {
        return rows.ofSubscription(AsciiCase.lower(subscriptionId)).stream()
                .map(this::group)
                .toList();
    }

    @Transactional
    public Optional<ResourceGroup> find(ArmResourceId group) {
        return rows.findByIdOptional(group.key()).map(this::group);
    }

    private ResourceGroup group(ResourceGroupEntity row) {
        return new ResourceGroup(ArmResourceId.parse(row.id), row.location, Json.read(row.tags, JsonNode.class));
    }

    /** Gives a group these tags and no others. */
    @Transactional
    public void retag(ArmResourceId group, Map<String, String> tags) {
        ResourceGroupEntity row = rows.locked(group.key());
        if (row == null) {
            throw resourceGroupNotFound(group.name());
        }
        row.tags = ResourceGroupMapper.tags(tags);
        row.changedAt = clock.instant();
    }
}
