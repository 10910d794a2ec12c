package io.mltwin.workspace.tags;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import java.util.Map;

/** Changes the tags of resources that keep them themselves, each at its provider. */
public interface TaggedResources {

    /**
     * Gives a resource these tags and no others, for the caller of a call.
     *
     * @throws io.mltwin.armweb.AzureException when its provider refuses
     */
    void retag(ArmResourceId resource, Map<String, String> tags, ArmCall call);
}
