package io.mltwin.workspace.groups;

import static io.mltwin.armweb.ArmErrors.resourceGroupNotFound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Knows the resource groups of subscriptions. */
@ApplicationScoped
public class ResourceGroups {

    private final ResourceGroupRepository rows;
    private final ObjectMapper json;
    private final Clock clock;

    public ResourceGroups(ResourceGroupRepository rows, ObjectMapper json, Clock clock) {
        this.rows = rows;
        this.json = json;
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
        return new ResourceGroup(ArmResourceId.parse(row.id), row.location, tags(row.tags));
    }

    /** Gives a group these tags and no others. */
    @Transactional
    public void retag(ArmResourceId group, Map<String, String> tags) {
        ResourceGroupEntity row = rows.locked(group.key());
        if (row == null) {
            throw resourceGroupNotFound(group.name());
        }
        row.tags = ResourceGroupMapper.tags(tags, json);
        row.changedAt = clock.instant();
    }

    private JsonNode tags(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("tags of a group cannot be read", e);
        }
    }
}
