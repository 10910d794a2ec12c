package io.mltwin.compute.pipelines;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which steps of a pipeline need which others.
 *
 * @param needs the steps that each step needs, in the order of the pipeline
 */
record PipelineGraph(Map<String, Set<String>> needs) {

    /** How far a step is. */
    enum State {
        /** It was not submitted. */
        WAITING,
        ACTIVE,
        COMPLETED,
        /** It failed, or was canceled. */
        FAILED
    }

    /** The steps of a cycle; empty where there is none. */
    List<String> cycle() {
        Map<String, Set<String>> rest = new LinkedHashMap<>(needs);
        boolean isSmaller = true;
        while (isSmaller) {
            isSmaller =
                    rest.entrySet().removeIf(step -> step.getValue().stream().noneMatch(rest::containsKey));
        }
        return List.copyOf(rest.keySet());
    }

    /**
     * The steps that can begin now.
     *
     * @param continues whether others go on when a step has failed
     */
    List<String> ready(Map<String, State> states, boolean continues) {
        List<String> ready = new ArrayList<>();
        if (!continues && states.containsValue(State.FAILED)) {
            return ready;
        }
        needs.forEach((step, needed) -> {
            if (states.get(step) == State.WAITING
                    && needed.stream().allMatch(one -> states.get(one) == State.COMPLETED)) {
                ready.add(step);
            }
        });
        return ready;
    }
}
