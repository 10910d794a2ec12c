package io.mltwin.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Calls that a web service or an online endpoint refuses, with what each is answered. A row stands
 * for one call to each of its services; where the front of ACI and AKS and the router of online
 * endpoints answer differently, the two statuses stand behind one another.
 */
final class BadCalls {

    private static final String ALL = "aci aks aks-token managed managed-token managed-ad kubernetes";
    private static final String SCRIPTS = "aci aks managed kubernetes";
    private static final List<String> ONLINE =
            List.of("managed", "managed-token", "managed-ad", "kubernetes", "managed-decorated");

    /** services | method | path | header | credential | body | status | what the error says */
    private static final String TABLE = """
            ALL | POST | /score | | none                 | {} | 401 | Authorization: Bearer
            ALL | POST | /score | | scheme alone         | {} | 401 | Authorization: Bearer
            ALL | POST | /score | | own without scheme   | {} | 401 | Authorization: Bearer
            ALL | POST | /score | | own as Basic         | {} | 401 | Authorization: Bearer
            ALL | POST | /score | | own twice            | {} | 401 | Authorization: Bearer
            ALL | POST | /score | | own cut              | {} | 401 |
            ALL | POST | /score | | own and more         | {} | 401 |
            ALL | POST | /score | | wrong                | {} | 401 |
            ALL | POST | /score | | unsigned             | {} | 401 |
            ALL | POST | /score | | forged               | {} | 401 |
            ALL | POST | /score | | expired              | {} | 401 |
            ALL | POST | /score | | of Resource Manager  | {} | 401 |
            ALL | POST | /score | | of aci               | {} | 401 |
            ALL | POST | /score | | of aks               | {} | 401 |
            ALL | POST | /score | | of aks-token         | {} | 401 |
            ALL | POST | /score | | of managed           | {} | 401 |
            ALL | POST | /score | | of managed-token     | {} | 401 |
            ALL | POST | /score | | of managed-ad        | {} | 401 |
            ALL | POST | /score | | of kubernetes        | {} | 401 |
            managed-ad | POST | /score | | of nobody     | {} | 401 | onlineEndpoints/score/action
            SCRIPTS | POST | /score | | own | {"do":"raise"}            | 500/424 | the script raised
            SCRIPTS | POST | /score | | own | {"do":"raise nothing"}    | 500/424 | KeyError
            SCRIPTS | POST | /score | | own | {"do":"deep"}             | 500/424 | recursion
            SCRIPTS | POST | /score | | own | {"do":"set"}              | 500/424 | set
            SCRIPTS | POST | /score | | own | {"do":"object"}           | 500/424 | object
            SCRIPTS | POST | /score | | own | {"do":"huge"}             | 500/424 | at most
            SCRIPTS | POST | /score | | own | {"do":"status"}           | 500/424 |
            SCRIPTS | POST | /score | | own | {"do":"header"}           | 500/424 | several lines
            SCRIPTS | POST | /score | | own | {"do":                    | 500/424 | Expecting value
            SCRIPTS | POST | /score | | own |                           | 500/424 | Expecting value
            SCRIPTS | POST | /score | | own | []                        | 500/424 | get
            SCRIPTS | POST | /score | | own | NaN                       | 500/424 | get
            SCRIPTS | POST | /score | | own | \\xff\\xfe                | 400/424 | UTF-8
            SCRIPTS | POST | /score | | own | {"do":"exit"}             | 502 | ended
            SCRIPTS | POST | /score | | own | {"do":"sys.exit"}         | 502 | ended
            SCRIPTS | POST | /score | | own | {"do":"kill"}             | 502 | ended
            SCRIPTS | POST | /score | | own | {"do":"hang"}             | 504/408 |
            SCRIPTS | POST | /score | | own | {"do":"spin"}             | 504/408 |
            managed kubernetes | POST | /score | | own | {"do":"teapot"} | 424 | 418
            SCRIPTS | PUT    | /score | | own | {} | 405 | PUT /score
            SCRIPTS | PATCH  | /score | | own | {} | 405 | PATCH /score
            SCRIPTS | DELETE | /score | | own |    | 405 | DELETE /score
            SCRIPTS | POST   | /swagger.json | | own | {} | 405 | POST /swagger.json
            managed kubernetes | GET | /score | | own | | 405 | GET /score
            SCRIPTS | POST | /score/more | | own | {} | 404 | /score/more
            SCRIPTS | POST | /scoring    | | own | {} | 404 | /scoring
            SCRIPTS | GET  | /swagger.json?version=9 | | own | | 404 |
            managed kubernetes | POST | /score | azureml-model-deployment: red | own | {} | 404 | 'red'
            aci aks | POST | /score | x-ms-client-request-id: LONG | own | {} | 431 | 100 characters
            aci aks | POST | /score | x-request-id: LONG           | own | {} | 431 | 100 characters
            aci-decorated managed-decorated | POST | /score | | own | {"data":             | 400/424 | JSON
            aci-decorated managed-decorated | POST | /score | | own | [[1]]                | 400/424 | JSON object
            aci-decorated managed-decorated | POST | /score | | own | {}                   | 400/424 | data
            aci-decorated managed-decorated | POST | /score | | own | {"data":[],"more":1} | 400/424 | more
            aci-decorated managed-decorated | POST | /score | | own | {"data":"text"}      | 500/424 |
            aci-decorated managed-decorated | POST | /score | Content-Type: text/plain | own | {"data":[[1]]} | 415/424 | application/json
            onnx | POST | /score | | none | {"data":              | 400 |
            onnx | POST | /score | | none |                       | 400 |
            onnx | POST | /score | | none | []                    | 400 |
            onnx | POST | /score | | none | {}                    | 400 |
            onnx | POST | /score | | none | {"data":null}         | 400 |
            onnx | POST | /score | | none | {"data":{}}           | 400 |
            onnx | POST | /score | | none | {"data":7}            | 400 |
            onnx | POST | /score | | none | {"data":[[]]}         | 400 |
            onnx | POST | /score | | none | {"data":[[0]]}        | 400 |
            onnx | POST | /score | | none | {"data":[[0,1,2]]}    | 400 |
            onnx | POST | /score | | none | {"data":[[0,1],[2]]}  | 400 |
            onnx | POST | /score | | none | {"data":[["a","b"]]}  | 400 |
            onnx | POST | /score | | none | {"data":[[NaN,1]]}    | 400 |
            onnx | POST | /score | | none | {"data":[[0,1]]}}     | 400 |
            onnx | GET  | /score?data=text | | none | | 400 |
            onnx | PUT  | /score | | none | {} | 405 | PUT /score
            """;

    private BadCalls() {}

    /**
     * One call and its answer.
     *
     * @param header {@code name: value}, or empty
     * @param credential by the name that {@link BadCallServices} knows
     */
    record BadCall(
            String service,
            String method,
            String path,
            String header,
            String credential,
            String body,
            int status,
            String told) {

        @Override
        public String toString() {
            return "%s: %s %s %s %s %s is %d".formatted(service, method, path, header, credential, body, status);
        }
    }

    static List<BadCall> all() {
        return TABLE.lines().flatMap(BadCalls::calls).toList();
    }

    private static Stream<BadCall> calls(String row) {
        List<String> cells = new ArrayList<>();
        Arrays.stream(row.split("\\|", -1)).map(String::strip).forEach(cells::add);
        String services = switch (cells.get(0)) {
            case "ALL" -> ALL;
            case "SCRIPTS" -> SCRIPTS;
            default -> cells.get(0);
        };
        return Arrays.stream(services.split(" "))
                .filter(service -> !cells.get(4).equals("of " + service))
                .map(service -> call(service, cells));
    }

    private static BadCall call(String service, List<String> cells) {
        String[] statuses = cells.get(6).split("/");
        return new BadCall(
                service,
                cells.get(1),
                cells.get(2),
                cells.get(3).replace("LONG", "x".repeat(101)),
                cells.get(4),
                cells.get(5),
                Integer.parseInt(statuses[ONLINE.contains(service) ? statuses.length - 1 : 0]),
                cells.get(7));
    }
}
