package io.mltwin.workspace.storage.blob.tags;

import static io.mltwin.workspace.storage.wire.RequestErrors.outOfRangeQuery;

import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.blob.containers.ContainerRepository;
import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.blob.state.BlobRepository;
import io.mltwin.workspace.storage.tags.TagFilter;
import io.mltwin.workspace.storage.wire.Metadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Finds blobs by tags ("Find Blobs by Tags"). Tags are stored as ciphertext, so all blobs that have
 * any are read in order, by an index of blobs with tags.
 */
@ApplicationScoped
public class TagSearch {

    private static final int BATCH = 500;

    private final ContainerRepository containers;
    private final BlobRepository blobs;

    TagSearch(ContainerRepository containers, BlobRepository blobs) {
        this.containers = containers;
        this.blobs = blobs;
    }

    /**
     * @param tags that the filter asks about
     */
    public record Hit(String container, String blob, Map<String, String> tags) {}

    /**
     * @param marker where the next page begins, null on the last
     */
    public record Found(List<Hit> hits, String marker) {}

    /**
     * @param container to look in, null for all of the account
     */
    @Transactional
    Found find(StorageAccount account, String container, TagFilter where, String marker, int most) {
        String[] at = position(marker);
        DataKey key = account.dataKey();
        List<Hit> hits = new ArrayList<>();
        for (Map.Entry<String, UUID> each :
                containers.idsByName(account, container).entrySet()) {
            String name = each.getKey();
            if (name.compareTo(at[0]) < 0) {
                continue;
            }
            String from = name.equals(at[0]) ? at[1] : "";
            String next = search(name, each.getValue(), key, where, from, hits, most);
            if (next != null) {
                return new Found(hits, marker(name, next));
            }
        }
        return new Found(hits, null);
    }

    /** The name at which the next page begins, or null. */
    private String search(
            String container, UUID id, DataKey key, TagFilter where, String from, List<Hit> hits, int most) {
        String at = from;
        while (true) {
            List<BlobEntity> batch = blobs.withTags(id, at, BATCH);
            for (BlobEntity blob : batch) {
                Map<String, String> tags = Metadata.decrypt(blob.tags, key, blob.tagsContext());
                if (where.matches(tags, container)) {
                    if (hits.size() == most) {
                        return blob.name;
                    }
                    hits.add(new Hit(container, blob.name, where.shown(tags)));
                }
            }
            if (batch.size() < BATCH) {
                return null;
            }
            at = batch.get(batch.size() - 1).name + '\u0001';
        }
    }

    private static String marker(String container, String blob) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((container + "/" + blob).getBytes(StandardCharsets.UTF_8));
    }

    private static String[] position(String marker) {
        if (marker.isEmpty()) {
            return new String[] {"", ""};
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
            int slash = text.indexOf('/');
            if (slash > 0 && text.indexOf('\0') < 0) {
                return new String[] {text.substring(0, slash), text.substring(slash + 1)};
            }
        } catch (IllegalArgumentException foreign) {
            throw outOfRangeQuery("marker", marker, "give the NextMarker of the page before.");
        }
        throw outOfRangeQuery("marker", marker, "give the NextMarker of the page before.");
    }
}
