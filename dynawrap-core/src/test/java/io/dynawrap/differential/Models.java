package io.dynawrap.differential;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.ItemVersion;
import io.dynawrap.SchemaVersion;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The models of the programs, which all live in one table, and those with which another writer fills it. */
final class Models {

    enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "green";
            }
        },
        BLUE
    }

    /** What an owner has; events of the same owner stand between. */
    sealed interface Belonging permits Paper, Profile, Counter, Lease {}

    /** Models whose sort keys start alike. */
    sealed interface Paper extends Belonging permits Note, Draft {}

    /** Models with different partition keys. */
    sealed interface Unlike permits Shade, Moment {}

    @DbItem(pk = "USER#{owner}", sk = "NOTE#{id}")
    record Note(
            @Nullable String owner,
            @Nullable String id,
            @Nullable String title,
            @Nullable Object value,
            @Nullable BigDecimal amount,
            @Nullable Color mood,
            @Nullable Integer stars,
            @Nullable Boolean done,
            @Nullable Double ratio,
            @Nullable Instant at,
            @SchemaVersion @Nullable String version)
            implements Paper {}

    /** Stands between the notes: its sort keys begin as theirs do. It stores its mood in another form. */
    @DbItem(pk = "USER#{owner}", sk = "NOTE#{id}#DRAFT")
    record Draft(
            @Nullable String owner,
            @Nullable String id,
            @Nullable Object value,
            @Nullable Integer mood) implements Paper {}

    @DbItem(pk = "USER#{owner}", sk = "EVENT#{stream}#{n:04}")
    record Event(
            @Nullable String owner,
            @Nullable String stream,
            @Nullable Integer n,
            @Nullable Instant at,
            @Nullable LocalDate day,
            @Nullable Duration took,
            byte @Nullable [] bytes,
            @Nullable Double ratio,
            @Nullable Long count,
            @Nullable List<String> words) {}

    @DbItem(pk = "USER#{owner}", sk = "PROFILE")
    record Profile(
            @Nullable String owner,
            @JsonAnyGetter @JsonAnySetter @Nullable Map<String, Object> more) implements Belonging {}

    @DbItem(pk = "ORG#{org}#TEAM#{team}", sk = "M#{joined}#{org}#{name}")
    record Member(
            @Nullable String org,
            @Nullable String team,
            @Nullable LocalDate joined,
            @Nullable String name,
            @Nullable Object value) {}

    @DbItem(pk = "COLOR#{color}", sk = "{count}")
    record Shade(
            @Nullable Color color,
            @Nullable Long count,
            @Nullable BigDecimal amount) implements Unlike {}

    @DbItem(pk = "AT#{id}", sk = "{at}#{flag}#END")
    record Moment(
            @Nullable UUID id,
            @Nullable Instant at,
            @Nullable Boolean flag,
            @Nullable Color color) implements Unlike {}

    /** Counts its writes. */
    @DbItem(pk = "USER#{owner}", sk = "COUNTER#{id}")
    record Counter(
            @Nullable String owner,
            @Nullable String id,
            @Nullable Integer value,
            @Nullable String text,
            @ItemVersion @Nullable Integer version)
            implements Belonging {}

    @DbItem(pk = "USER#{owner}", sk = "NOTE#{id}", viewOf = Note.class)
    record NoteTitle(
            @Nullable String owner,
            @Nullable String id,
            @Nullable String title) {}

    @DbItem(pk = "USER#{owner}", sk = "LEASE#{id}")
    record Lease(
            @Nullable String owner,
            @Nullable String id,
            @ExpiresAt @Nullable Instant end,
            @Nullable Object value) implements Belonging {}

    /** Shows no field of the expiry, and inherits it. */
    @DbItem(pk = "USER#{owner}", sk = "LEASE#{id}", viewOf = Lease.class)
    record LeaseValue(
            @Nullable String owner,
            @Nullable String id,
            @Nullable Object value) {}

    /** May not be in the table: a profile's key would be its key too. */
    @DbItem(pk = "USER#{owner}", sk = "{rest}")
    record Squatter(@Nullable String owner, @Nullable String rest) {}

    /** Notes of another program, with fields that this one does not know or cannot read. */
    @DbItem(pk = "USER#{owner}", sk = "NOTE#{id}", schemaVersion = "of another program")
    record ForeignNote(
            @Nullable String owner,
            @Nullable String id,
            @Nullable Object title,
            @Nullable Object amount,
            @Nullable Object mood,
            @Nullable Object stars,
            @Nullable Object done,
            @Nullable Object ratio,
            @Nullable Object at,
            @Nullable Object unknown) {}

    /** Leases of another program, which has a second, a text or anything else in the field of the expiry. */
    @DbItem(pk = "USER#{owner}", sk = "LEASE#{id}", schemaVersion = "of another program")
    record ForeignLease(
            @Nullable String owner,
            @Nullable String id,
            @Nullable Object end) {}

    /** Items of another program, whose keys are those of events only where the number is one of four digits. */
    @DbItem(pk = "USER#{owner}", sk = "EVENT#{stream}#{n}")
    record ForeignEvent(
            @Nullable String owner,
            @Nullable String stream,
            @Nullable String n) {}

    static final Model NOTE = Model.of(Note.class, Model.Role.OWN);
    static final Model EVENT = Model.of(Event.class, Model.Role.OWN);
    static final Model COUNTER = Model.of(Counter.class, Model.Role.OWN);
    static final Model LEASE = Model.of(Lease.class, Model.Role.OWN);
    static final Model DRAFT = Model.of(Draft.class, Model.Role.OWN);
    static final Model PROFILE = Model.of(Profile.class, Model.Role.OWN);
    static final Model SHADE = Model.of(Shade.class, Model.Role.OWN);
    static final Model MOMENT = Model.of(Moment.class, Model.Role.OWN);
    static final Model LEASE_VALUE = Model.of(LeaseValue.class, Model.Role.VIEW);
    static final Model NOTE_TITLE = Model.of(NoteTitle.class, Model.Role.VIEW);
    static final Model SQUATTER = Model.of(Squatter.class, Model.Role.REFUSED);
    static final Model FOREIGN_NOTE = Model.of(ForeignNote.class, Model.Role.FOREIGN);
    static final Model FOREIGN_LEASE = Model.of(ForeignLease.class, Model.Role.FOREIGN);
    static final Model FOREIGN_EVENT = Model.of(ForeignEvent.class, Model.Role.FOREIGN);

    /** The models that items are saved as. */
    static final List<Model> WRITTEN =
            List.of(NOTE, LEASE, DRAFT, COUNTER, EVENT, PROFILE, Model.of(Member.class, Model.Role.OWN), SHADE, MOMENT);

    static final Searched BELONGING =
            new Searched.Models(Belonging.class, Model.Role.OWN, List.of(NOTE, DRAFT, PROFILE, COUNTER, LEASE));
    static final Searched PAPER = new Searched.Models(Paper.class, Model.Role.OWN, List.of(NOTE, DRAFT));
    static final Searched UNLIKE = new Searched.Models(Unlike.class, Model.Role.REFUSED, List.of(SHADE, MOMENT));

    private Models() {}
}
