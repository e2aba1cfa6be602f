package org.pindesk.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pindesk.core.Event;
import org.pindesk.port.Store;
import org.pindesk.usecase.Terms;

class WorkerTest {
    @ParameterizedTest
    @ValueSource(classes = {StackOverflowError.class, NoClassDefFoundError.class, IllegalStateException.class})
    void aStoryThatFailsByADefectDoesNotEndItsWorker(Class<? extends Throwable> defect) {
        Event poison = new Event(
                "e1", Event.Kind.NOTICE, null, "outcome", Map.of(), null, Instant.parse("2026-11-22T08:00:00Z"), 0);
        Store store = mock(Store.class);
        when(store.tx(any())).thenReturn(Optional.of(poison), true);
        Consumer<Event> story = event -> {
            throw WorkerTest.<RuntimeException>unchecked(made(defect));
        };
        Worker worker = new Worker(store, story, event -> {}, new Semaphore(0), Clock.systemUTC(), "me", Terms.DEFAULT);
        assertThat(worker.workOne()).isTrue();
    }

    private static Throwable made(Class<? extends Throwable> kind) {
        try {
            return kind.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T unchecked(Throwable any) throws T {
        throw (T) any;
    }
}
