package io.mltwin.console.flow;

import io.mltwin.traces.Participants;
import java.util.List;

/**
 * The columns of the drawing: Azure's parts in an order that keeps most arrows short, and one for
 * all others. They are the same in every flow, so that a row once drawn stays where it is.
 */
final class Lanes {

    static final String OTHERS = "…";

    /** In the units of the drawing. */
    static final int WIDTH = 84;

    static final List<String> NAMES = List.of(
            Participants.CLIENT,
            Participants.CONSOLE,
            Participants.AAD,
            Participants.ARM,
            Participants.RBAC,
            Participants.AML,
            Participants.TARGET,
            Participants.STORAGE,
            Participants.VAULT,
            Participants.REGISTRY,
            Participants.WEB_SERVICE,
            Participants.INSIGHTS,
            Participants.COSMOS,
            OTHERS);

    private Lanes() {}

    static int width() {
        return NAMES.size() * WIDTH;
    }

    /** Returns where the line of a participant is. */
    static int middle(String participant) {
        int lane = NAMES.indexOf(participant);
        return (lane < 0 ? NAMES.size() - 1 : lane) * WIDTH + WIDTH / 2;
    }
}
