package org.pindesk.adapter.cucm;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pindesk.core.Account;
import org.pindesk.core.BackendException;
import org.pindesk.port.GrantsPortal.PortalGroup;
import org.pindesk.port.Written;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The access control group that lets people use the self-care portal: what it carries, and joining it. */
final class PortalGroups {
    private static final Logger LOG = LoggerFactory.getLogger(PortalGroups.class);

    private final CucmSettings settings;
    private final ClusterReads reads;
    private final @Nullable AxlClient client;
    private final SpokenSchema schema;

    /**
     * @param client null = never write
     */
    PortalGroups(CucmSettings settings, ClusterReads reads, @Nullable AxlClient client, SpokenSchema schema) {
        this.settings = settings;
        this.reads = reads;
        this.client = client;
        this.schema = schema;
    }

    /** One operation. */
    PortalGroup read() {
        Optional<Set<String>> roles = roles();
        return new PortalGroup(
                name(),
                roles.isPresent(),
                client != null,
                roles.map(this::tooMuch).orElse(List.of()));
    }

    /**
     * Three operations: the user and the group's roles are read first. That adding somebody twice is an error stands in the schema of
     * 7.1; how the error reads, and whether later releases have it, in no source: so after a refusal the user is read once more.
     */
    Written add(Account account) {
        AxlClient writer = client;
        if (writer == null) {
            return WriteResults.readOnly(settings.id());
        }
        if (account.barred() != null) {
            return refused(account.barred());
        }
        Optional<UserRecord> user;
        Optional<Set<String>> roles;
        try {
            user = reads.user(account.userId());
            roles = roles();
        } catch (BackendException e) {
            return new Written(
                    Written.Kind.NOT_SENT, "user and group could not be read before the change: " + e.getMessage());
        }
        Optional<Written> not = user.isEmpty()
                ? Optional.of(refused("there is no user " + account.userId() + " now"))
                : objection(user.get().account(settings), roles);
        if (not.isPresent()) {
            return not.get();
        }
        String userId = user.get().userId();
        if (user.get().isIn(name())) {
            return new Written(Written.Kind.ACCEPTED, "is a member already");
        }
        try {
            AxlReply reply = writer.call(
                    AxlOperation.UPDATE_USER_GROUP,
                    settings.writeDeadline(),
                    xml -> xml.element("name", name())
                            .group("addMembers", () -> xml.group("member", () -> xml.element("userId", userId))));
            Written written = WriteResults.of(AxlOperation.UPDATE_USER_GROUP, reply, null);
            return written.kind() == Written.Kind.REFUSED && isMember(userId)
                    ? new Written(Written.Kind.ACCEPTED, "is a member already")
                    : written;
        } catch (BackendException e) {
            return WriteResults.of(e, null);
        }
    }

    private Optional<Written> objection(Account now, Optional<Set<String>> roles) {
        if (now.barred() != null) {
            return Optional.of(refused(now.barred()));
        }
        if (roles.isEmpty()) {
            return Optional.of(refused("there is no group " + name()));
        }
        List<String> tooMuch = tooMuch(roles.get());
        if (!tooMuch.isEmpty()) {
            return Optional.of(
                    refused("group " + name() + " carries more than end-user roles: " + String.join(", ", tooMuch)));
        }
        return roles.get().contains(settings.portal().role())
                ? Optional.empty()
                : Optional.of(refused("group " + name() + " does not carry the role "
                        + settings.portal().role() + ", so it would not help"));
    }

    /** A silent cluster leaves the refusal as it is. */
    private boolean isMember(String userId) {
        try {
            return reads.user(userId).map(user -> user.isIn(name())).orElse(false);
        } catch (BackendException e) {
            LOG.warn("whether the refused change was done before could not be read: {}", e.getMessage());
            return false;
        }
    }

    private Optional<Set<String>> roles() {
        return reads.rolesOfGroup(name(), schema.settled() && schema.now().showsRolesOfGroup());
    }

    private List<String> tooMuch(Set<String> roles) {
        return roles.stream()
                .filter(role -> !settings.endUserRoles().contains(role))
                .toList();
    }

    private String name() {
        return settings.portal().group();
    }

    private static Written refused(String why) {
        return new Written(Written.Kind.REFUSED, why);
    }
}
