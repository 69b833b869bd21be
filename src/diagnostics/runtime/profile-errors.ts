/** A custom profile needs a name. Go's `pprof.NewProfile` panics; the text is Go's. */
export class EmptyProfileName extends Error {
  override readonly name = 'EmptyProfileName';

  constructor() {
    super('pprof: NewProfile with empty name');
  }
}

/** A profile of that name exists already, one of the app's or of the diagnostics. Go's `pprof.NewProfile` panics. */
export class ProfileNameTaken extends Error {
  override readonly name = 'ProfileNameTaken';

  constructor(profile: string) {
    super(`pprof: NewProfile name already in use: ${profile}`);
  }
}

/** The value is in the profile already. Go's `Profile.Add` panics. */
export class DuplicateValue extends Error {
  override readonly name = 'DuplicateValue';

  constructor() {
    super('pprof: Profile.Add of duplicate value');
  }
}

/** The profile is off in this process, or this platform has none. `message` is Portuguese, and says what to do. */
export class ProfileUnavailable extends Error {
  override readonly name = 'ProfileUnavailable';
}
