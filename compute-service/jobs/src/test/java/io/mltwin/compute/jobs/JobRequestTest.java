package io.mltwin.compute.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobRequestTest {

    private static final ArmResourceId JOB = ArmResourceId.parse(
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/jobs/j");

    /** A schedule or sweep would keep them for as long as it lasts. */
    @Test
    void theGroupsOfATokenDoNotCountForTheChecksOfAJobAndOfThoseItLeads() {
        Caller caller = new Caller("t", "o", "a", "maja@contoso.com", List.of("left-since"));

        JobRequest request = new JobRequest(null, JOB, NullNode.instance, caller, "c", null);

        assertThat(request.call().caller()).isEqualTo(new Caller("t", "o", "a", "maja@contoso.com", List.of()));
        assertThat(request.child("k", NullNode.instance).caller().groups()).isEmpty();
        assertThat(request.submitter().name()).isEqualTo("maja@contoso.com");
    }
}
