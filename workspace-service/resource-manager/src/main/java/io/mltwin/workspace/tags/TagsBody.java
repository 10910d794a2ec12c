package io.mltwin.workspace.tags;

import io.mltwin.armweb.ArmResourceId;
import java.util.List;
import java.util.Map;

/** Microsoft.Resources/tags on the wire. */
record TagsBody(String id, String name, String type, Properties properties) {

    static final String TYPE = "Microsoft.Resources/tags";

    record Properties(Map<String, String> tags) {}

    static TagsBody of(ArmResourceId id, Map<String, String> tags) {
        return new TagsBody(id.toString(), id.name(), TYPE, new Properties(tags));
    }

    /** A tag's name, how often it is used, and with which values. */
    record Name(String id, String tagName, Count count, List<Value> values) {}

    record Value(String id, String tagValue, Count count) {}

    record Count(String type, int value) {}
}
