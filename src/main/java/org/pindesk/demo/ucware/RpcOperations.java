package org.pindesk.demo.ucware;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import java.util.function.Consumer;
import org.pindesk.demo.company.Fault;

/**
 * The methods that Pindesk uses, strict about types: ids are numbers, secrets are texts. Codes beyond JSON-RPC's own and all texts are
 * made up, as is that the password of a user of another backend is refused.
 */
final class RpcOperations {
    static final int NO_SUCH_METHOD = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int REFUSED = -32000;

    private final UserStore store;
    private final Tokens tokens;
    private final ObjectMapper json;
    private volatile boolean unknownUserIsError;

    RpcOperations(UserStore store, Tokens tokens, ObjectMapper json) {
        this.store = store;
        this.tokens = tokens;
        this.json = json;
    }

    /** An error object instead of a result. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final int code;

        Refusal(int code, String words) {
            super(words);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /** Whether getUser answers a username that nobody has with an error; with null otherwise. Which of the two is right is not known. */
    void unknownUserIsError(boolean error) {
        unknownUserIsError = error;
    }

    static boolean writes(String method) {
        return method.startsWith("set");
    }

    /**
     * @param where namespace and interface
     * @param numericIds whether writes name the user by number
     * @throws Refusal where the answer is an error
     */
    JsonNode execute(String where, String method, ArrayNode params, boolean numericIds, Fault fault) throws Refusal {
        return switch (where + "." + method) {
            case "admin/user.getUser" -> user(text(params, 0, 1));
            case "admin/user.getAll" -> all(params);
            case "admin/group.getGroupByName" -> group(text(params, 0, 1));
            case "user/authentication.getToken" -> TextNode.valueOf(tokens.issue());
            case "admin/user.setPin" -> {
                String pin = text(params, 1, 2);
                Target target = target(params, numericIds, false);
                refuseTrivial(fault, "PIN");
                yield set(target, fault, user -> user.pin(pin));
            }
            case "admin/user.setPassword" -> {
                String password = text(params, 1, 2);
                Target target = target(params, numericIds, true);
                refuseTrivial(fault, "password");
                yield set(target, fault, user -> user.password(password));
            }
            default -> throw new Refusal(NO_SUCH_METHOD, "Method not found");
        };
    }

    private JsonNode user(String username) throws Refusal {
        Optional<ObjectNode> user = store.find(username, found -> found.json(json));
        if (user.isEmpty() && unknownUserIsError) {
            throw new Refusal(INVALID_PARAMS, "No such user");
        }
        return user.isPresent() ? user.get() : NullNode.getInstance();
    }

    private JsonNode all(ArrayNode params) throws Refusal {
        if (!params.isEmpty()) {
            throw new Refusal(INVALID_PARAMS, "Invalid params");
        }
        ArrayNode all = json.createArrayNode();
        store.all(user -> user.json(json)).forEach(all::add);
        return all;
    }

    private JsonNode group(String name) {
        if (!name.equals(UserStore.ADMINS)) {
            return NullNode.getInstance();
        }
        ObjectNode group = json.createObjectNode()
                .put("id", UserStore.ADMINS_ID)
                .put("name", UserStore.ADMINS)
                .put("title", "Administrators")
                .put("type", "user");
        ArrayNode members = group.putArray("members");
        store.members(UserStore.ADMINS_ID).forEach(members::add);
        return group;
    }

    private record Target(String username, boolean local) {}

    private Target target(ArrayNode params, boolean numericIds, boolean mustBeLocal) throws Refusal {
        JsonNode key = params.path(0);
        if (numericIds ? !key.isInt() : !key.isTextual()) {
            throw new Refusal(INVALID_PARAMS, "Invalid params");
        }
        Optional<Target> target = numericIds
                ? store.find(key.intValue(), RpcOperations::target)
                : store.find(key.textValue(), RpcOperations::target);
        if (target.isEmpty()) {
            throw new Refusal(INVALID_PARAMS, "No such user");
        }
        if (mustBeLocal && !target.get().local()) {
            throw new Refusal(REFUSED, "The authentication backend of this user is not writable");
        }
        return target.get();
    }

    private static Target target(User user) {
        return new Target(user.username(), Subscriber.LOCAL.equals(user.authBackend()));
    }

    private static void refuseTrivial(Fault fault, String what) throws Refusal {
        if (fault.is(Fault.Kind.REFUSE_TRIVIAL)) {
            throw new Refusal(REFUSED, "The " + what + " is trivial");
        }
    }

    private JsonNode set(Target target, Fault fault, Consumer<User> change) {
        if (!fault.is(Fault.Kind.LIE)) {
            store.change(target.username(), change);
        }
        return BooleanNode.TRUE;
    }

    private static String text(ArrayNode params, int index, int count) throws Refusal {
        if (params.size() != count || !params.path(index).isTextual()) {
            throw new Refusal(INVALID_PARAMS, "Invalid params");
        }
        return params.path(index).textValue();
    }
}
