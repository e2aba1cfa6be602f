package org.pindesk.authorization;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What about the moment speaks against a change. Nothing here bears on looks.
 *
 * @param burst so many changes for others by one person
 * @param burstStops whether nothing more is changed then, instead of an approval
 * @param contactChanged mail address or telephone number changed so lately
 * @param youngLink the chat account that the secret would go to linked so lately
 * @param workingHours outside of them it is late
 * @param approval what is asked for then; null where nobody could approve, and then it is a no
 */
public record Velocity(
        @Nullable Limit burst,
        boolean burstStops,
        @Nullable Recent contactChanged,
        @Nullable Recent youngLink,
        @Nullable Hours workingHours,
        boolean offHoursStop,
        Needs.@Nullable Approval approval) {
    public static final Velocity NONE = new Velocity(null, false, null, null, null, false, null);

    /**
     * Something that happened lately.
     *
     * @param stops whether that is a no, instead of an approval
     * @param barsSelf whether people may then not change anything for themselves either
     * @param platforms chat platforms that it is about; empty for all. A mailbox is not linked by anybody, so never {@code mail}
     */
    public record Recent(Duration within, boolean stops, boolean barsSelf, Set<String> platforms) {
        public Recent {
            platforms = Collections.unmodifiableSet(new TreeSet<>(platforms));
        }

        boolean concerns(String platform) {
            return !platform.equals("mail") && (platforms.isEmpty() || platforms.contains(platform));
        }
    }
}
