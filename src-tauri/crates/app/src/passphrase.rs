//! Passphrases of encrypted copies: what is refused when one is chosen. They are wiped from memory when they are let go,
//! and nothing prints them.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use specta::Type;

use crate::Result;
use crate::contract::{AppError, ErrorCode, Field};

/// So many characters a new one has at least. Whoever has the file may guess as long as they like.
pub const LEAST_CHARACTERS: usize = 10;

/// What is to open a copy: it may have been chosen elsewhere, and so be of any length.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(transparent)]
pub struct Passphrase(#[specta(type = String)] SecretString);

impl Passphrase {
    /// Byte by byte as it was typed, not normalized; the text is wiped when this is dropped.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(SecretString::from(text))
    }

    /// For the one who encrypts or decrypts.
    #[must_use]
    pub fn secret(&self) -> &SecretString {
        &self.0
    }
}

/// One that was chosen for a new copy, and is fit for it.
#[derive(Clone, Debug)]
pub struct NewPassphrase(Passphrase);

impl NewPassphrase {
    /// Where nobody can mistype it.
    ///
    /// # Errors
    /// `passphrase_short`.
    pub fn given(passphrase: Passphrase) -> Result<Self> {
        if passphrase.0.expose_secret().chars().count() < LEAST_CHARACTERS {
            let short = AppError::new(ErrorCode::PassphraseShort).at(Field::Passphrase);
            return Err(short.with("least", LEAST_CHARACTERS));
        }
        Ok(Self(passphrase))
    }

    /// Where it was typed, twice.
    ///
    /// # Errors
    /// `passphrase_short`, `passphrase_differs`.
    pub fn typed(passphrase: Passphrase, again: &Passphrase) -> Result<Self> {
        let chosen = Self::given(passphrase)?;
        if chosen.0.0.expose_secret() != again.0.expose_secret() {
            return Err(AppError::new(ErrorCode::PassphraseDiffers).at(Field::PassphraseAgain));
        }
        Ok(chosen)
    }

    /// What opens the copy later.
    #[must_use]
    pub fn passphrase(&self) -> &Passphrase {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(first: &str, again: &str) -> std::result::Result<NewPassphrase, ErrorCode> {
        let new = |text: &str| Passphrase::new(text.to_owned());
        NewPassphrase::typed(new(first), &new(again)).map_err(|error| error.code)
    }

    #[test]
    fn a_new_one_is_long_enough_and_typed_twice_alike() {
        assert!(typed("四月的雨下在屋檐上了", "四月的雨下在屋檐上了").is_ok(), "ten characters, not bytes");
        assert_eq!(typed("123456789", "123456789").err(), Some(ErrorCode::PassphraseShort));
        assert_eq!(typed("1234567890", "1234567890 ").err(), Some(ErrorCode::PassphraseDiffers));
    }

    #[test]
    fn nothing_prints_one() {
        let chosen = typed("correct horse", "correct horse").expect("it is fit");
        assert!(!format!("{chosen:?} {:?}", chosen.passphrase()).contains("horse"));
    }
}
