package io.mltwin.e2e.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.local.compose.ComposeProject;
import io.mltwin.local.compose.ComposeProject.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Scripts are processes of the container compute-nodes, whose root sees the folders of runs. */
record ContainerScriptPlace(ComposeProject project, String folder) implements ScriptPlace {
    private static final String CONTAINER = "compute-nodes";
    private static final String RUNS = "/mltwin/nodes/*/runs/*/";

    @Override
    public boolean holds(String file) throws IOException {
        return shell("test -e " + place(file)).exitCode() == 0;
    }

    @Override
    public String read(String file) throws IOException {
        return required(shell("cat " + place(file)));
    }

    @Override
    public void put(String file) throws IOException {
        required(shell("touch $(echo " + place("") + ")" + file));
    }

    @Override
    public Answer get(String address, Map<String, String> headers) throws IOException {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "-w", "\n%{http_code}"));
        headers.forEach((name, value) -> command.addAll(List.of("-H", name + ": " + value)));
        command.add(address);
        String answer = required(project.exec(CONTAINER, command.toArray(String[]::new)));
        int end = answer.lastIndexOf('\n');
        return new Answer(Integer.parseInt(answer.substring(end + 1)), answer.substring(0, end));
    }

    private String place(String file) {
        return RUNS + folder + "/" + file;
    }

    private static String required(Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        return outcome.text();
    }

    private Outcome shell(String command) throws IOException {
        return project.exec(CONTAINER, "sh", "-c", command);
    }
}
